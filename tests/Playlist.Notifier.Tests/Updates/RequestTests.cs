using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Playlist.Notifier.Tests.Updates;

/// <summary>Requests that are wrong: they are answered without a broker.</summary>
public sealed class RequestTests : IAsyncLifetime
{
    private const int MaxBodyBytes = 32 * 1024;

    private RunningNotifier? _notifier;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> BadFields => new()
    {
        { """{"message":"x"}""", "artist", "is missing" },
        { """{"artist":null,"message":"x"}""", "artist", "is missing" },
        { """{"Artist":"HUNTRX","message":"x"}""", "artist", "is missing" },
        { """{"artist":"HUNTRX"}""", "message", "is missing" },
        { """{"artist":7,"message":"x"}""", "artist", "is no text" },
        { """{"artist":["HUNTRX"],"message":"x"}""", "artist", "is no text" },
        { """{"artist":"HUNTRX","message":{"text":"x"}}""", "message", "is no text" },
        { """{"artist":"HUNTRX","message":true}""", "message", "is no text" },
        { """{"artist":"","message":"x"}""", "artist", "is empty" },
        { """{"artist":"HUNTRX","message":" \t\u3000"}""", "message", "is empty" },
        { """{"artist":"HUN\nTRX","message":"x"}""", "artist", "control character" },
        { """{"artist":"HUNTRX","message":"a\u0000b"}""", "message", "control character" },
        { """{"artist":"\ud834","message":"x"}""", "artist", "surrogate" },
        { """{"artist":"HUNTRX","message":"\udd1ex"}""", "message", "surrogate" },
        { """{"artist":"a\ufffeb","message":"x"}""", "artist", "U+FFFE" },
        { $$"""{"artist":"{{new string('x', 201)}}","message":"x"}""", "artist", "has 201 characters: give it 200 at most" },
        { $$"""{"artist":"HUNTRX","message":"{{new string('x', 2001)}}"}""", "message", "has 2001 characters: give it 2000 at most" },
    };

    public static TheoryData<string> BadBodies => ["", "{", "not JSON", "null", "[]", "\"HUNTRX\"", "7", "{} {}", """{"artist":"HUNTRX","message":"x",}""", new string('[', 10_000)];

    public async ValueTask InitializeAsync() => _notifier = await RunningNotifier.StartAsync(new Uri("amqp://127.0.0.1:1"), Cancellation);

    public ValueTask DisposeAsync() => _notifier?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task A_bad_field_is_named_with_what_is_wrong(string body, string field, string error)
    {
        var problem = await PostAsync(Json(body), HttpStatusCode.BadRequest);

        var errors = problem.GetProperty("errors").EnumerateObject().ToList();
        Assert.Equal([field], errors.Select(each => each.Name));
        Assert.StartsWith($"'{field}' ", errors[0].Value[0].GetString(), StringComparison.Ordinal);
        Assert.Contains(error, errors[0].Value[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"artist":7,"message":[]}""")]
    [InlineData("""{"artist":"","message":"\n"}""")]
    public async Task Two_bad_fields_are_both_named(string body)
    {
        var problem = await PostAsync(Json(body), HttpStatusCode.BadRequest);

        Assert.Equal(["artist", "message"], problem.GetProperty("errors").EnumerateObject().Select(each => each.Name));
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_a_bad_field()
    {
        byte[] body = [.. "{\"artist\":\"HUN"u8, 0xC3, 0x28, .. "\",\"message\":\"x\"}"u8];

        var problem = await PostAsync(new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } }, HttpStatusCode.BadRequest);

        Assert.Contains("UTF-8", problem.GetProperty("errors").GetProperty("artist")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_body_that_is_no_JSON_object_is_answered_with_an_example(string body)
    {
        var problem = await PostAsync(Json(body), HttpStatusCode.BadRequest);

        Assert.Contains("send {\"artist\":\"Taylor Swift\"", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=klingon")]
    public async Task A_body_of_another_type_is_answered_with_an_example(string contentType)
    {
        var content = new ByteArrayContent("{\"artist\":\"HUNTRX\",\"message\":\"x\"}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var problem = await PostAsync(content, HttpStatusCode.UnsupportedMediaType);

        Assert.Contains("as application/json", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_the_longest_length_is_read_and_one_byte_more_is_refused()
    {
        const string body = """{"artist":"HUNTRX","message":"x"}""";

        await PostAsync(Json(body.PadRight(MaxBodyBytes)), HttpStatusCode.Accepted);
        var problem = await PostAsync(Json(body.PadRight(MaxBodyBytes + 1)), HttpStatusCode.RequestEntityTooLarge);

        Assert.Contains("more than 32768 bytes", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_untold_length_is_refused_when_it_gets_too_long()
    {
        var content = new StreamContent(new Unseekable(Encoding.UTF8.GetBytes(new string(' ', 40_000))));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        // Spaces: nothing is wrong with the JSON until there is too much of it.
        var problem = await PostAsync(content, HttpStatusCode.RequestEntityTooLarge);

        Assert.Contains("more than 32768 bytes", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_texts_are_accepted_even_if_each_character_is_escaped()
    {
        var escaped = string.Concat(Enumerable.Repeat("\\u00e9", 2000));

        await PostAsync(Json($$"""{"artist":"{{escaped[..1200]}}","message":"{{escaped}}"}"""), HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_wrong_path_or_method_is_answered_with_problem_details()
    {
        using var missing = await _notifier!.Http.GetAsync(new Uri("/nowhere", UriKind.Relative), Cancellation);
        using var wrong = await _notifier.Http.GetAsync(new Uri("/updates", UriKind.Relative), Cancellation);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (missing.StatusCode, missing.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "application/problem+json"), (wrong.StatusCode, wrong.Content.Headers.ContentType?.MediaType));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private async Task<JsonElement> PostAsync(HttpContent content, HttpStatusCode expected)
    {
        using (content)
        {
            using var response = await _notifier!.Http.PostAsync(new Uri("/updates", UriKind.Relative), content, Cancellation);
            Assert.Equal(expected, response.StatusCode);
            Assert.Equal(expected == HttpStatusCode.Accepted ? "application/json" : "application/problem+json", response.Content.Headers.ContentType?.MediaType);
            return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        }
    }

    /// <summary>Content of unknown length is sent in chunks.</summary>
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
