namespace MedMim.Imaging.Tests.Workers;

/// <summary>Tests that share the worker processes.</summary>
[CollectionDefinition(Name)]
public sealed class WorkerCollection : ICollectionFixture<SharedReader>
{
    public const string Name = "workers";
}
