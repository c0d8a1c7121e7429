using System.Buffers.Text;

namespace Shop;

/// <summary>Makes a file of purchases, the same one each time.</summary>
internal static class PurchaseFile
{
    private const int Purchases = 2_000_000;
    private const int Customers = 100_000;
    private const int Seed = 20_261_124;
    private const long FirstMilliseconds = 1_700_000_000_000;

    /// <summary>Makes the file where it isn't there yet.</summary>
    /// <param name="path">The file; its folder is made too.</param>
    public static void Make(string path)
    {
        if (File.Exists(path))
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string unfinished = path + ".tmp";
        using (FileStream file = new(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            Write(file);

        File.Move(unfinished, path);
    }

    private static void Write(Stream file)
    {
        Random random = new(Seed);
        Span<byte> line = stackalloc byte[128];
        long milliseconds = FirstMilliseconds;
        for (int i = 0; i < Purchases; i++)
        {
            milliseconds += random.Next(20);
            int customer = (int)(Math.Pow(random.NextDouble(), 2) * Customers) + 1;
            int cents = random.Next(50) == 0 ? 0 : random.Next(99, 20_000);
            file.Write(line[..Line(line, milliseconds, customer, cents)]);
        }
    }

    private static int Line(Span<byte> line, long milliseconds, int customer, int cents)
    {
        int length = Copy(line, 0, "{\"time\":"u8);
        length += Number(line[length..], milliseconds);
        length = Copy(line, length, ",\"customer\":"u8);
        length += Number(line[length..], customer);
        length = Copy(line, length, ",\"amount\":"u8);
        Utf8Formatter.TryFormat(cents / 100m, line[length..], out int written);
        return Copy(line, length + written, "}\n"u8);
    }

    private static int Number(Span<byte> line, long value)
    {
        Utf8Formatter.TryFormat(value, line, out int written);
        return written;
    }

    private static int Copy(Span<byte> line, int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(line[at..]);
        return at + text.Length;
    }
}
