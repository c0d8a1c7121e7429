using CompiledStreams.Benchmarks.Jobs;

namespace CompiledStreams.Benchmarks.Quick;

/// <summary>The jobs and variants asked for; an empty list means all.</summary>
internal sealed record Selection(string[] Jobs, string[] Variants)
{
    public IEnumerable<Job> SelectedJobs =>
        Job.All.Where(job => (Jobs.Length == 0 || Jobs.Contains(job.Name)) && job.VariantNames.Any(Wants));

    public bool Wants(string variant) => Variants.Length == 0 || Variants.Contains(variant);
}
