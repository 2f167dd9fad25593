using Aspire.Dashboard.BrowserTests.Pages;
using Aspire.Dashboard.Resources;
using Microsoft.Playwright;
using static Aspire.Dashboard.TestSupport.MadeUp;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.BrowserTests.MadeUpApplication;

public sealed class CommandFormTests(Browser browser) : MadeUpTest(browser)
{
    private static readonly OptionView[] Codecs = [new("flac", "Lossless"), new("opus", "Small")];

    [Fact]
    public async Task What_was_entered_is_sent_of_each_type_of_argument()
    {
        var page = await OpenAsync(Command(
            "Import",
            confirmation: null,
            Argument("Folder", "Text"),
            Argument("Password", "SecretText"),
            Argument("Codec", "Choice", Codecs),
            Argument("Genre", "Choice", Codecs) with { AllowCustom = true },
            Argument("Overwrite", "Boolean"),
            Argument("Songs", "Number"),
            Argument("Comment", "Text")));
        var form = await page.OpenCommandAsync("Import", "server");
        await page.AssertAccessibleAsync();

        await form.GetByLabel("Folder").FillAsync("/music");
        await form.GetByLabel("Password").FillAsync("hunter2");
        await Expect(form.GetByLabel("Password")).ToHaveAttributeAsync("type", "password");
        await form.GetByLabel("Codec").SelectOptionAsync("Small");
        await form.GetByLabel("Genre").FillAsync("K-pop");
        await form.GetByLabel("Overwrite").CheckAsync();
        await form.GetByLabel("Songs").FillAsync("7.5");
        await form.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();

        await Expect(form.GetByText("All is well.")).ToBeVisibleAsync();
        var (replica, command, arguments) = Assert.Single(Application.Executed);
        Assert.Equal(("server-x", "Import"), (replica, command));
        Assert.Equal(
            new Dictionary<string, string?> { ["Folder"] = "/music", ["Password"] = "hunter2", ["Codec"] = "opus", ["Genre"] = "K-pop", ["Overwrite"] = "true", ["Songs"] = "7.5", ["Comment"] = null },
            arguments);
    }

    [Fact]
    public async Task Values_given_beforehand_are_sent_and_disabled_fields_cannot_be_changed()
    {
        var page = await OpenAsync(Command(
            "Import",
            confirmation: null,
            Argument("Folder", "Text") with { Value = "/music", Disabled = true },
            Argument("Codec", "Choice", Codecs) with { Value = "flac" },
            Argument("Overwrite", "Boolean") with { Value = "true" }));
        var form = await page.OpenCommandAsync("Import", "server");

        await Expect(form.GetByLabel("Folder")).ToBeDisabledAsync();
        await form.GetByLabel("Overwrite").PressAsync("Enter");

        await Expect(form.GetByText("All is well.")).ToBeVisibleAsync();
        Assert.Equal(
            new Dictionary<string, string?> { ["Folder"] = "/music", ["Codec"] = "flac", ["Overwrite"] = "true" },
            Assert.Single(Application.Executed).Arguments);
    }

    [Fact]
    public async Task Command_with_a_question_is_executed_only_once_it_is_answered_with_yes()
    {
        var page = await OpenAsync(Command("Delete", confirmation: "Delete all songs?"));

        var question = await page.OpenCommandAsync("Delete", "server");
        await Expect(question).ToContainTextAsync("Delete all songs?");
        await question.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(question).ToHaveCountAsync(0);
        Assert.Empty(Application.Executed);

        question = await page.OpenCommandAsync("Delete", "server");
        await question.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByText("server: All is well.")).ToBeVisibleAsync();
        Assert.Equal("Delete", Assert.Single(Application.Executed).Command);
    }

    [Fact]
    public async Task Error_is_shown_at_its_argument()
    {
        var page = await OpenAsync(Command("Import", confirmation: null, Argument("Folder", "Text"), Argument("Songs", "Number")));
        Application.Outcome = new CommandOutcome(Success: false, Canceled: false, "Not valid.", Data: null, Format: null, new Dictionary<string, IReadOnlyList<string>> { ["Songs"] = ["Value is no number."] });
        var form = await page.OpenCommandAsync("Import", "server");

        await form.GetByLabel("Folder").PressAsync("Enter");

        await Expect(form.GetByLabel("Songs")).ToHaveAccessibleDescriptionAsync("Value is no number.");
        await Expect(form.GetByLabel("Songs")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(form.GetByLabel("Songs")).ToBeFocusedAsync();
        await Expect(form.GetByLabel("Folder")).ToHaveAttributeAsync("aria-invalid", "false");
    }

    [Fact]
    public async Task Argument_takes_as_many_letters_as_it_may_have_and_no_more()
    {
        var page = await OpenAsync(Command("Import", confirmation: null, Argument("Folder", "Text") with { MaxLength = 20 }));
        var folder = (await page.OpenCommandAsync("Import", "server")).GetByLabel("Folder");

        await folder.PressSequentiallyAsync(new string('a', 21));

        await Expect(folder).ToHaveValueAsync(new string('a', 20));
    }

    private async Task<IPage> OpenAsync(CommandView command)
    {
        Application.Resources = new ResourceList("Test.AppHost", 2, [Resource("server", command)]);
        Application.Outcome = new CommandOutcome(Success: true, Canceled: false, "All is well.", Data: null, Format: null, new Dictionary<string, IReadOnlyList<string>>());
        return await OpenAsync("/");
    }
}
