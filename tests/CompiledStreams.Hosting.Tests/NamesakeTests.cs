using Microsoft.Extensions.DependencyInjection;

namespace CompiledStreams.Hosting.Tests;

/// <summary>Pipelines of one class name have sections by their full names alone.</summary>
public sealed class NamesakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("North.Copy")]
    [InlineData("South.Copy")]
    [InlineData("North.Copy", "South.Copy")]
    public async Task A_section_that_could_be_meant_for_either_keeps_the_host_from_starting(params string[] others)
    {
        using TestHost host = new(AddBoth, [.. Section("Copy"), .. others.SelectMany(Section)]);

        PipelineConfigurationException error = await Assert.ThrowsAsync<PipelineConfigurationException>(host.StartAsync);

        Assert.Equal(
            "Configuration key 'Pipelines:Copy' could be meant for each of North.Copy and South.Copy; write 'Pipelines:North.Copy' and 'Pipelines:South.Copy'",
            error.Message);
        Assert.Equal("Pipelines:Copy", error.Key);
        Assert.False(File.Exists(_folder["Copy.out"]));
    }

    [Fact]
    public async Task Full_names_keep_them_apart()
    {
        using TestHost host = new(AddBoth, [.. Section("North.Copy"), .. Section("South.Copy")]);

        await host.StartAsync();
        await host.StopAsync();

        Assert.True(File.Exists(_folder["North.Copy.out"]));
        Assert.True(File.Exists(_folder["South.Copy.out"]));
    }

    [Fact]
    public async Task What_is_missing_is_asked_for_by_the_full_name()
    {
        using TestHost host = new(services => services.AddPipeline<South.Copy>().AddPipeline<North.Copy>(), Section("North.Copy"));

        Assert.Equal("Pipelines:South.Copy:Sales:Files", (await Assert.ThrowsAsync<PipelineConfigurationException>(host.StartAsync)).Key);
    }

    [Fact]
    public async Task The_short_name_is_the_full_one_of_a_pipeline_in_no_namespace()
    {
        using TestHost host = new(
            services => services.AddPipeline<North.Copy>().AddPipeline<global::Copy>(), [.. Section("North.Copy"), .. Section("Copy")]);

        await host.StartAsync();
        await host.StopAsync();

        Assert.True(File.Exists(_folder["North.Copy.out"]));
        Assert.True(File.Exists(_folder["Copy.out"]));
    }

    private static void AddBoth(IServiceCollection services) => services.AddPipeline<North.Copy>().AddPipeline<South.Copy>();

    private (string Key, string? Value)[] Section(string name) =>
        [(name + ":Sales:Files", _folder.With("sales.jsonl", """{"shop":1,"amount":2}""")), (name + ":Out:Append", _folder[name + ".out"])];
}
