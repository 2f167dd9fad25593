using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace Aspire.Dashboard;

/// <summary>The files of the folder Page, which are part of the assembly.</summary>
internal static class PageFiles
{
    public static IFileProvider Provider { get; } = new EmbeddedFileProvider(typeof(PageFiles).Assembly, "Aspire.Dashboard.Page");

    /// <summary>Sends a page; its script looks at the address.</summary>
    public static async Task SendAsync(HttpResponse response, string name)
    {
        response.ContentType = "text/html; charset=utf-8";
        await response.SendFileAsync(Provider.GetFileInfo(name));
    }
}
