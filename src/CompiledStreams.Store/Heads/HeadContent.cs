namespace CompiledStreams.Store;

/// <summary>What HEAD says.</summary>
/// <param name="Path">The file, for errors.</param>
/// <param name="Identity">Whose store it is.</param>
/// <param name="Newest">The newest epoch that a slot proves.</param>
/// <param name="IsHalf">Whether the other slot is damaged, so that there may have been a newer epoch.</param>
internal sealed record HeadContent(string Path, StoreIdentity Identity, EpochMark Newest, bool IsHalf)
{
    private const string Remedy = "Restore the store's folder from a copy, or start afresh.";

    /// <summary>Reads the bytes of HEAD.</summary>
    /// <exception cref="StoreException">It is damaged beyond what a crash explains.</exception>
    public static HeadContent Read(ReadOnlySpan<byte> content, string path)
    {
        if (content.Length < Head.FileLength)
            throw Damaged(path, $"it has {content.Length} bytes of {Head.FileLength}");

        HeadSlot? even = HeadSlot.Read(content[..HeadSlot.Length]);
        HeadSlot? odd = HeadSlot.Read(content[Head.SlotDistance..Head.FileLength]);
        if (even is null && odd is null)
            throw Damaged(path, "neither of its two slots has a right checksum, and a crash damages one at most");
        if (even is { } first && odd is { } second && (first.Identity != second.Identity || !AreNeighbours(first.Mark.Epoch, second.Mark.Epoch)))
            throw Damaged(path, $"its slots, of epochs {first.Mark.Epoch} and {second.Mark.Epoch}, don't belong together");

        bool isOddNewest = even is null || (odd is not null && odd.Value.Mark.Epoch > even.Value.Mark.Epoch);
        HeadSlot newest = isOddNewest ? odd!.Value : even!.Value;
        if (newest.Mark.Epoch % 2 != (isOddNewest ? 1u : 0u))
            throw Damaged(path, $"a slot of epoch {newest.Mark.Epoch} is in the other's place");

        return new HeadContent(path, newest.Identity, newest.Mark, even is null || odd is null);
    }

    /// <summary>Compares HEAD with the database.</summary>
    /// <param name="tip">What the database says.</param>
    /// <param name="folder">The database's folder, for the error.</param>
    /// <returns>The newest epoch that is committed: HEAD's, or the one ahead of it that a crash leaves.</returns>
    /// <exception cref="StoreException">The database isn't the one that HEAD speaks of, or an epoch of it is lost.</exception>
    public EpochMark Compare(StoreTip tip, string folder)
    {
        if (tip.StoreId is { } id && id != Identity.StoreId)
            throw Damaged(Path, $"it is of another store than {folder}: the two were not made together");

        ulong committed = Newest.Epoch;
        ulong found = tip.Newest.Epoch;
        if (found == committed && IsHalf)
            throw Damaged(Path, $"one of its slots has a wrong checksum, and {folder} is at epoch {found}, as the other slot says: an epoch {found + 1} may have been there and be lost");
        if (found < committed)
            throw new StoreException(Path, $"epoch {committed} was committed, and {folder} is at epoch {found}: a file in it is damaged, missing or older{DamagedFile.NamedBy(folder)}. {Remedy}");
        if (found > committed + 1)
            throw new StoreException(Path, $"it says epoch {committed}, and {folder} is at epoch {found}: HEAD is older than the store it belongs to. {Remedy}");
        if ((found == committed ? tip.Newest.Checksum : tip.PreviousChecksum) != Newest.Checksum)
            throw new StoreException(Path, $"{folder} has another epoch {committed} than the one that was committed. {Remedy}");

        return tip.Newest;
    }

    private static bool AreNeighbours(ulong even, ulong odd) => even + 1 == odd || odd + 1 == even || (even == 0 && odd == 0);

    private static StoreException Damaged(string path, string what) => new(path, $"HEAD is damaged: {what}. {Remedy}");
}
