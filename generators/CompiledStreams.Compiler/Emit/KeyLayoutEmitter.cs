using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes how a key that is a record is hashed, compared and kept: part by part, by the layouts of its parts.</summary>
internal static class KeyLayoutEmitter
{
    public static void Emit(SourceWriter writer, string layout, KeyModel key)
    {
        string type = key.Type.Code;
        List<Leaf> leaves = [.. Leaves(key, "", "", new NameScope(["Stored"]))];
        writer.Line($"/// <summary>How keys of {Xml.Text(key.Type.Name)} are hashed, compared and kept.</summary>");
        using (writer.Braces($"private readonly struct {layout} : §IKeyLayout<{type}, {layout}.Stored>, §IKeyCodec<{type}, {layout}.Stored>"))
        {
            writer.Line("public static bool HashIsKey => false;").Line();
            using (writer.Braces($"public static uint Hash(in {type} key)"))
            {
                writer.Line("ulong hash = §KeyHash.Seed;");
                foreach (Leaf leaf in leaves)
                    writer.Line($"hash = §KeyHash.Combine{Hashed(leaf)};");

                writer.Line("return §KeyHash.Finish(hash);");
            }

            writer.Line().Line($"public static bool Equals(in Stored stored, in {type} key, §TextArena arena) =>");
            Joined(writer, leaves.Select(l => $"{l.Layout}.Equals(stored.{l.Name}, key.{l.Path}, arena)"), " &&");
            using (writer.Braces("public static int Compare(in Stored left, in Stored right, §TextArena arena)"))
            {
                writer.Line("int order = 0;");
                foreach (Leaf leaf in leaves)
                    writer.Line($"if (order == 0) order = {leaf.Layout}.Compare(left.{leaf.Name}, right.{leaf.Name}, arena);");

                writer.Line("return order;");
            }

            writer.Line().Line($"public static Stored Store(in {type} key, §TextArena arena) => new()");
            using (writer.Braces(tail: ";"))
            {
                foreach (Leaf leaf in leaves)
                    writer.Line($"{leaf.Name} = {leaf.Layout}.Store(key.{leaf.Path}, arena),");
            }

            writer.Line().Line($"public static {type} Load(in Stored stored, §TextArena arena) =>");
            using (writer.Indented())
                writer.Line(Made(key, "", leaves, leaf => $"{leaf.Layout}.Load(stored.{leaf.Name}, arena)") + ";");

            writer.Line();
            using (writer.Braces("public static void Drop(in Stored stored, §TextArena arena)"))
            {
                foreach (Leaf leaf in leaves.Where(l => l.Key.HoldsText))
                    writer.Line($"{leaf.Layout}.Drop(stored.{leaf.Name}, arena);");
            }

            writer.Line();
            EmitCodec(writer, key, leaves);
            using (writer.Braces("public struct Stored"))
            {
                foreach (Leaf leaf in leaves)
                    writer.Line($"public {KeyCode.Stored(leaf.Key, "")} {leaf.Name};");
            }
        }

        writer.Line();
    }

    private static void EmitCodec(SourceWriter writer, KeyModel key, List<Leaf> leaves)
    {
        SchemaCode.Emit(writer, "public static string Schema", leaves.Select(l => $"{l.Key.SchemaName} {l.Path.Replace("@", "")}"));
        writer.Line();
        using (writer.Braces("public static void Save(in Stored stored, §TextArena arena, §StateWriter writer)"))
        {
            foreach (Leaf leaf in leaves)
                writer.Line($"{leaf.Layout}.Save(stored.{leaf.Name}, arena, writer);");
        }

        writer.Line().Line($"public static {key.Type.Code} LoadKey(ref §StateReader reader) =>");
        using (writer.Indented())
            writer.Line(Made(key, "", leaves, leaf => $"{leaf.Layout}.LoadKey(ref reader)") + ";");

        writer.Line();
        using (writer.Braces("public static void WriteKeyBytes(in Stored stored, §TextArena arena, §StateWriter to)"))
        {
            foreach (Leaf leaf in leaves)
                writer.Line($"{leaf.Layout}.{(leaf.Key.HoldsText ? "WritePartBytes" : "WriteKeyBytes")}(stored.{leaf.Name}, arena, to);");
        }

        writer.Line();
    }

    private sealed record Leaf(KeyModel Key, string Path, string Name)
    {
        public string Layout => KeyCode.Layout(Key, "");
    }

    private static IEnumerable<Leaf> Leaves(KeyModel key, string path, string name, NameScope scope)
    {
        foreach (KeyPart part in key.Parts)
        {
            string at = path + Literal.Identifier(part.Name);
            if (part.Key.Form == KeyForm.Record)
            {
                foreach (Leaf leaf in Leaves(part.Key, at + ".", name + part.Name, scope))
                    yield return leaf;
            }
            else
            {
                yield return new Leaf(part.Key, at, scope.Unique(name + part.Name));
            }
        }
    }

    private static string Hashed(Leaf leaf) => leaf.Key.Form switch
    {
        KeyForm.Text => $"(hash, key.{leaf.Path}.Span)",
        KeyForm.String => $"(hash, §StringKey.Bytes(key.{leaf.Path}))",
        _ => $"<{leaf.Key.Type.Code}>(hash, key.{leaf.Path})",
    };

    /// <summary>The key made of its parts, in the order of its constructors, which is that of the leaves.</summary>
    private static string Made(KeyModel key, string path, List<Leaf> leaves, Func<Leaf, string> part) => $"new {key.Type.Code}({string.Join(", ", key.Parts.Select(p =>
    {
        string at = path + Literal.Identifier(p.Name);
        return p.Key.Form == KeyForm.Record ? Made(p.Key, at + ".", leaves, part) : part(leaves.First(l => l.Path == at));
    }))})";

    private static void Joined(SourceWriter writer, IEnumerable<string> terms, string between)
    {
        string[] all = [.. terms];
        using (writer.Indented())
        {
            for (int i = 0; i < all.Length; i++)
                writer.Line(all[i] + (i == all.Length - 1 ? ";" : between));
        }

        writer.Line();
    }
}
