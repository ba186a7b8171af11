using MedMim.Models.Native;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Native;

public sealed class OperatorThreadsTests
{
    [Fact]
    public void They_are_one_in_this_thread_while_it_lives_and_as_before_after_it()
    {
        TorchRuntime.Initialize();
        var before = get_num_threads();
        using (OperatorThreads.One())
        {
            Assert.Equal(1, get_num_threads());
            using (OperatorThreads.One())
            {
                Assert.Equal(1, get_num_threads());
            }

            var other = 0;
            var thread = new Thread(() => other = get_num_threads());
            thread.Start();
            thread.Join();
            Assert.Equal(before, other);
        }

        Assert.Equal(before, get_num_threads());
    }
}
