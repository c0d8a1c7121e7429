using CompiledStreams.Benchmarks.Jobs;
namespace CompiledStreams.Benchmarks.Variants.HandOwn;
internal sealed class HandOwnDecode : Variant<DecodeWorkload> { public override string Name => "hand-own"; public override void Run(DecodeWorkload w) => new StjLoop.StjDecode().Run(w); }
internal sealed class HandOwnEncode : Variant<EncodeWorkload> { public override string Name => "hand-own"; public override void Run(EncodeWorkload w) => new StjLoop.StjEncode().Run(w); }
internal sealed class HandOwnJsonToJson : Variant<LinesWorkload> { StjLoop.StjJsonToJson s = new(); public override string Name => "hand-own"; public override void Prepare(LinesWorkload w) => s.Prepare(w); public override void Run(LinesWorkload w) => s.Run(w); }
