using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MedMim.Evaluation.Tests.Reports.Browser;

/// <summary>A headless Chromium with one page, driven over the DevTools protocol. Its profile is thrown away with it.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Path = "/usr/bin/chromium";

    private readonly string profile = Directory.CreateTempSubdirectory("medmim-chromium-").FullName;
    private readonly ClientWebSocket socket = new();
    private readonly List<JsonNode> events = [];
    private Process process = null!;
    private int last;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The addresses that the page asked for.</summary>
    public IEnumerable<string> Requests => events.Where(e => (string?)e["method"] == "Network.requestWillBeSent").Select(e => (string)e["params"]!["request"]!["url"]!);

    /// <summary>What was logged: errors, and violations of the content security policy.</summary>
    public IEnumerable<string> Complaints => events
        .Where(e => (string?)e["method"] is "Log.entryAdded" or "Runtime.exceptionThrown")
        .Select(e => e["params"]!.ToJsonString());

    /// <summary>Opens a page; the test is skipped where there is no browser.</summary>
    public static async Task<Chromium> OpenAsync(string file, int width, int height, params string[] flags)
    {
        Assert.SkipUnless(File.Exists(Path), "There is no browser: apt-get install chromium.");
        var browser = new Chromium();
        await browser.StartAsync([.. flags, $"--window-size={width},{height}"]);
        foreach (var domain in new[] { "Network", "Log", "Runtime", "Page" })
        {
            await browser.SendAsync(domain + ".enable", []);
        }

        await browser.SendAsync("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
        return browser;
    }

    /// <summary>What an expression of the page gives.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new() { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        Assert.Null(answer["exceptionDetails"]?.ToJsonString());
        return answer["result"]!["value"];
    }

    /// <summary>Waits until an expression is true; while the page loads it may fail.</summary>
    public async Task WaitAsync(string expression)
    {
        var clock = Stopwatch.StartNew();
        while ((bool?)await EvaluateAsync($"(() => {{ try {{ return Boolean({expression}); }} catch {{ return false; }} }})()") != true)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"still not: {expression}; {string.Join(' ', Complaints)}");
            await Task.Delay(50, Cancellation);
        }
    }

    /// <summary>Presses a key, as a person does.</summary>
    public async Task PressAsync(string key)
    {
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = key });
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = key });
    }

    /// <summary>Moves the focus to the next control, as the tabulator does.</summary>
    public async Task TabAsync()
    {
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "rawKeyDown", ["key"] = "Tab", ["code"] = "Tab", ["windowsVirtualKeyCode"] = 9 });
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = "Tab", ["code"] = "Tab", ["windowsVirtualKeyCode"] = 9 });
    }

    /// <summary>Turns the wheel over a place of the window; up where positive.</summary>
    public Task WheelAsync(double x, double y, int notches) =>
        SendAsync("Input.dispatchMouseEvent", new() { ["type"] = "mouseWheel", ["x"] = x, ["y"] = y, ["deltaX"] = 0, ["deltaY"] = -100 * notches });

    /// <summary>Gives the page's window another size, also a narrower one than a desktop has.</summary>
    public Task ResizeAsync(int width, int height) => SendAsync(
        "Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });

    /// <summary>The window as a PNG file.</summary>
    public async Task<byte[]> PictureAsync() => Convert.FromBase64String((string)(await SendAsync("Page.captureScreenshot", []))["data"]!);

    /// <summary>The page as it is printed, as a PDF file.</summary>
    public async Task<byte[]> PrintAsync() => Convert.FromBase64String(
        (string)(await SendAsync("Page.printToPDF", new() { ["printBackground"] = true, ["preferCSSPageSize"] = true }))["data"]!);

    /// <summary>The colours (r, g, b) of places of the window as they are on the screen.</summary>
    public async Task<(int R, int G, int B)[]> ColoursAsync(IEnumerable<(double X, double Y)> places)
    {
        var picture = Convert.ToBase64String(await PictureAsync());
        var points = string.Join(',', places.Select(p => string.Create(CultureInfo.InvariantCulture, $"[{p.X},{p.Y}]")));
        var bytes = await EvaluateAsync($$"""
            new Promise(done => {
              const image = new Image();
              image.onload = () => {
                const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
                const context = canvas.getContext('2d');
                context.drawImage(image, 0, 0);
                done([{{points}}].map(([x, y]) => [...context.getImageData(Math.round(x), Math.round(y), 1, 1).data].slice(0, 3)));
              };
              image.src = 'data:image/png;base64,{{picture}}';
            })
            """);
        return [.. bytes!.AsArray().Select(c => ((int)c![0]!, (int)c[1]!, (int)c[2]!))];
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        Directory.Delete(profile, recursive: true);
    }

    private async Task StartAsync(string[] flags)
    {
        process = Process.Start(new ProcessStartInfo(Path,
        [
            "--headless=new", "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--hide-scrollbars",
            "--force-device-scale-factor=1", "--remote-debugging-port=0", "--user-data-dir=" + profile, .. flags, "about:blank",
        ])
        { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var port = System.IO.Path.Combine(profile, "DevToolsActivePort");
        for (var i = 0; !File.Exists(port) || (await File.ReadAllLinesAsync(port, Cancellation)).Length < 2; i++)
        {
            Assert.True(i < 600 && !process.HasExited, "Chromium did not start.");
            await Task.Delay(50, Cancellation);
        }

        using var client = new HttpClient();
        var pages = JsonNode.Parse(await client.GetStringAsync(
            new Uri($"http://127.0.0.1:{(await File.ReadAllLinesAsync(port, Cancellation))[0]}/json/list"), Cancellation))!;
        var page = pages.AsArray().First(p => (string)p!["type"]! == "page")!;
        await socket.ConnectAsync(new Uri((string)page["webSocketDebuggerUrl"]!), Cancellation);
    }

    private async Task<JsonNode> SendAsync(string method, JsonObject parameters)
    {
        var id = ++last;
        var command = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, true, Cancellation);
        while (true)
        {
            var message = await ReceiveAsync();
            if (message["id"] is { } answered && (int)answered == id)
            {
                Assert.Null(message["error"]?.ToJsonString());
                return message["result"]!;
            }

            events.Add(message);
        }
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, Cancellation);
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return JsonNode.Parse(message.ToArray())!;
            }
        }
    }
}
