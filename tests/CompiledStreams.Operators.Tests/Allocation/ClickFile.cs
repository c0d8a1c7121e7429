using System.Globalization;
using System.Text;

namespace CompiledStreams.Operators.Tests.Allocation;

/// <summary>Files of clicks of the same users on the same pages, however long.</summary>
internal static class ClickFile
{
    private const int Users = 1_000;
    private const int Pages = 211;
    private const int BadEach = 500;

    public static string JsonLines(string folder, int count, bool hasBadRecords) => Write(folder, count, hasBadRecords, "", ["""{"time":"x","user":1}""", "nothing", """{"user":1,"page":"\ud800"}"""], (i, page) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"time":{{1_700_000_000_000 + i}},"user":{{User(i)}},"page":"{{page}}","seconds":{{i % 600 / 4.0}}}"""));

    public static string Delimited(string folder, int count, bool hasBadRecords) => Write(folder, count, hasBadRecords, "time,user,page,seconds\n", ["1,2,x,three", "1,2"], (i, page) =>
        string.Create(CultureInfo.InvariantCulture, $"{1_700_000_000_000 + i},{User(i)},\"{page}\",{i % 600 / 4.0}"));

    private static string Write(string folder, int count, bool hasBadRecords, string header, string[] bad, Func<int, string, string> record)
    {
        string path = Path.Combine(folder, $"{count}.in");
        using StreamWriter writer = new(path, append: false, new UTF8Encoding(false), 1 << 16);
        writer.Write(header);
        for (int i = 0; i < count; i++)
        {
            if (hasBadRecords && i % BadEach == 7)
                writer.Write(bad[i / BadEach % bad.Length] + "\n");

            writer.Write(record(i, $"/shop/{i % Pages}/{new string('a', i % Pages % 40)}"));
            writer.Write('\n');
        }

        return path;
    }

    private static int User(int i) => (int)((uint)i * 2_654_435_761 % Users);
}
