using MedMim.Studies.Protocols.Validation;

namespace MedMim.Studies.Tests.Protocols.Validation;

public class NearestNameTests
{
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("same", "same", 0)]
    public void Distances_are_those_of_the_textbook(string a, string b, int distance)
    {
        Assert.Equal(distance, NearestName.Distance(a, b));
        Assert.Equal(distance, NearestName.Distance(b, a));
    }

    [Theory]
    [InlineData("setps", "steps")]
    [InlineData("LearningRate", "learning_rate")]
    [InlineData("batch-size", "batch_size")]
    [InlineData("something", null)]
    public void The_name_that_was_meant(string written, string? expected) =>
        Assert.Equal(expected, NearestName.Find(written, ["steps", "learning_rate", "batch_size"]));
}
