using System.Diagnostics;

namespace CompiledStreams.Recovery.Tests;

/// <summary>A user whom the modes of files and folders bind, as they don't bind root: this one, or where that is root a stranger.</summary>
internal static class OrdinaryUser
{
    private const string Stranger = "65534";

    private static bool IsRoot => Environment.UserName == "root";

    private static string[] Launcher => IsRoot ? ["setpriv", $"--reuid={Stranger}", $"--regid={Stranger}", "--clear-groups"] : [];

    /// <summary>A sample that this user runs and whose folder is the user's; the test is skipped, and in CI fails, where that can't be.</summary>
    /// <param name="input">The purchases.</param>
    public static Sample Sample(string input)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes of folders.");
        if (IsRoot)
            Admit(input);

        Sample sample = new(input) { Launcher = Launcher };
        Own(sample.Folder);
        return sample;
    }

    /// <summary>Makes a folder that is the user's, where it isn't there.</summary>
    public static void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        Own(folder);
    }

    /// <summary>Changes who may do what with a folder.</summary>
    /// <param name="change">The arguments of <c>chmod</c> before the folder.</param>
    public static void SetMode(string folder, params string[] change) => Assert.True(Run(["chmod", .. change, folder]));

    private static void Own(string folder)
    {
        if (IsRoot)
            Assert.True(Run(["chown", "-R", $"{Stranger}:{Stranger}", folder]));
    }

    private static void Admit(string input)
    {
        SetMode(Path.GetDirectoryName(input)!, "755");
        string[] needed = [input, Path.Combine(AppContext.BaseDirectory, "CustomerSpending.dll")];
        bool canRead = Array.TrueForAll(needed, file => Run([.. Launcher, "test", "-r", file]));
        Assert.False(!canRead && Environment.GetEnvironmentVariable("CI") == "true", "'setpriv' can't run the sample as another user than root, and in CI it must.");
        Assert.SkipUnless(canRead, "'setpriv' can't run the sample as another user than root here.");
    }

    private static bool Run(string[] command)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
