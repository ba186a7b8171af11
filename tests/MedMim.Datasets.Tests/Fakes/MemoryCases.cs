using MedMim.Datasets.Preparation;

namespace MedMim.Datasets.Tests.Fakes;

internal sealed class MemoryCases(params PreparedVolume[] volumes) : IPreparedCases
{
    public IReadOnlyList<PreparedCase> Cases { get; } = [.. volumes.Select(v => v.Case)];

    public PreparedVolume Load(string id) => volumes.Single(v => v.Case.Id == id);
}
