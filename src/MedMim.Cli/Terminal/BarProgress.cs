using MedMim.Foundation.Progress;
using Spectre.Console;

namespace MedMim.Cli.Terminal;

/// <summary>A live bar: title, bar, units, detail, time left. Work begun while a bar is shown adds a line to it.</summary>
internal sealed class BarProgress(IAnsiConsole console) : IProgressReporter
{
    private const int PercentAndTimeWidth = 4 + 8 + 6; // with the gaps between columns
    private readonly Lock gate = new();
    private ProgressContext? shown;
    private TaskCompletionSource? finished;
    private Task? drawing;
    private int active;

    public bool IsTerminal => true;

    public IProgressTask Begin(string title, long total, string unit)
    {
        lock (gate)
        {
            if (active++ == 0)
            {
                Show();
            }

            return new Bar(this, shown!.AddTask(Markup.Escape(title), maxValue: Math.Max(total, 1)), title, total, unit);
        }
    }

    public void Note(string line) => console.Write(new Text("  " + line + "\n"));

    // On a terminal of 80 columns all must fit a line: bar, per cent and time are given, the words get what is left.
    private int BarWidth => console.Profile.Width >= 100 ? 20 : 10;

    private int WordsWidth => Math.Max(20, console.Profile.Width - BarWidth - PercentAndTimeWidth);

    private void Show()
    {
        var ready = new TaskCompletionSource<ProgressContext>();
        finished = new();
        drawing = Task.Run(() => console.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = BarWidth },
                new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                ready.SetResult(context);
                await finished.Task;
            }));
        shown = ready.Task.GetAwaiter().GetResult();
    }

    private void End()
    {
        lock (gate)
        {
            if (--active > 0)
            {
                return;
            }

            finished!.SetResult();
            drawing!.GetAwaiter().GetResult();
            shown = null;
        }
    }

    private sealed class Bar(BarProgress owner, ProgressTask task, string title, long total, string unit) : IProgressTask
    {
        private bool disposed;
        private long units = total;

        public void SetTotal(long total)
        {
            units = total;
            task.MaxValue = Math.Max(total, 1);
        }

        public void Report(long done, string? detail = null)
        {
            task.Value = Math.Min(done, task.MaxValue);
            var count = units > 0 ? $"{done}/{units} {unit}" : $"{done} {unit}";
            var text = $"[bold]{Markup.Escape(title)}[/] {count}";
            var used = title.Length + 1 + count.Length + 1;
            var words = Shortened(detail, owner.WordsWidth - used);
            task.Description = words.Length == 0 ? text : $"{text} [grey]{Markup.Escape(words)}[/]";
        }

        // As many of the parts between commas as fit.
        private static string Shortened(string? detail, int width)
        {
            var words = detail ?? string.Empty;
            while (words.Length > Math.Max(0, width))
            {
                words = words[..Math.Max(0, words.LastIndexOf(", ", StringComparison.Ordinal))];
            }

            return words;
        }

        public void Dispose()
        {
            if (disposed)
            {
                return;
            }

            disposed = true;
            task.StopTask();
            owner.End();
        }
    }
}
