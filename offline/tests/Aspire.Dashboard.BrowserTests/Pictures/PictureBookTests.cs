using System.Buffers.Binary;

namespace Aspire.Dashboard.BrowserTests.Pictures;

public sealed class PictureBookTests(Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task SaveAsync_writes_a_light_and_a_dark_picture_as_large_as_the_window()
    {
        await using var site = await SmallSite.StartAsync("<h1>Traces</h1>", Cancellation);
        var tab = await OpenAsync(site.Address);
        var folder = Directory.CreateTempSubdirectory("pictures-").FullName;

        await new PictureBook(folder).SaveAsync(tab.Page, "traces");

        var light = await File.ReadAllBytesAsync(Path.Combine(folder, "traces.png"), Cancellation);
        var dark = await File.ReadAllBytesAsync(Path.Combine(folder, "traces-dark.png"), Cancellation);
        Assert.Equal((1280, 800), Size(light));
        Assert.Equal((1280, 800), Size(dark));
        Assert.NotEqual(light, dark);
        Directory.Delete(folder, recursive: true);
    }

    // 89 50 4E 47 0D 0A 1A 0A | 00 00 00 0D "IHDR" | width | height (PNG, 11.2.1)
    private static (int Width, int Height) Size(ReadOnlySpan<byte> png) => (BinaryPrimitives.ReadInt32BigEndian(png[16..]), BinaryPrimitives.ReadInt32BigEndian(png[20..]));
}
