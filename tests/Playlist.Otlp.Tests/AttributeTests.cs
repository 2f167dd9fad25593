using Google.Protobuf;
using Playlist.Otlp.Decoding;
using Playlist.Otlp.Wire;

namespace Playlist.Otlp.Tests;

public sealed class AttributeTests
{
    public static TheoryData<string, string> Values => new()
    {
        { """{"stringValue":"a \"b\" é"}""", "a \"b\" é" },
        { """{"boolValue":true}""", "true" },
        { """{"boolValue":false}""", "false" },
        { """{"intValue":"-9223372036854775808"}""", "-9223372036854775808" },
        { """{"doubleValue":0.5}""", "0.5" },
        { """{"doubleValue":"NaN"}""", "NaN" },
        { """{"bytesValue":"AP8="}""", "AP8=" },
        { "{}", "" },
        { """{"arrayValue":{}}""", "[]" },
        { """{"kvlistValue":{}}""", "{}" },
        {
            """{"arrayValue":{"values":[{"stringValue":"é \"<"},{"boolValue":true},{"intValue":"1"},{"doubleValue":1.5},{"doubleValue":"Infinity"},{"bytesValue":"AP8="},{}]}}""",
            """["é \"<",true,1,1.5,"Infinity","AP8=",null]"""
        },
        {
            """{"kvlistValue":{"values":[{"key":"a","value":{"arrayValue":{"values":[{"intValue":"1"}]}}},{"key":"b"}]}}""",
            """{"a":[1],"b":null}"""
        },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_becomes_text(string json, string expected)
    {
        var sent = Exports.Log();
        sent.Body = JsonParser.Default.Parse<AnyValue>(json);
        sent.Attributes.Add(new KeyValue { Key = "it", Value = sent.Body });
        await using var host = await OtlpHost.StartAsync();

        await host.ExportAsync("logs", Exports.Logs(sent));

        var log = Assert.Single(host.Logs);
        Assert.Equal(expected, log.Message);
        Assert.Equal(expected, log.Attributes["it"]);
    }

    [Fact]
    public void Read_keeps_the_order_and_the_first_of_a_key()
    {
        var read = AttributeReader.Read([Exports.Pair("b", "1"), Exports.Pair("a", "2"), Exports.Pair("b", "3"), new KeyValue { Key = "c" }]);

        Assert.Equal([KeyValuePair.Create("b", "1"), KeyValuePair.Create("a", "2"), KeyValuePair.Create("c", "")], read);
    }

    [Fact]
    public void Read_gives_equal_resources_of_an_export_as_one()
    {
        var resources = new ResourceReader();

        var first = resources.Read(Exports.Process("server", "one"));

        Assert.Same(first, resources.Read(Exports.Process("server", "one")));
        Assert.NotSame(first, resources.Read(Exports.Process("server", "two")));
        Assert.Equal(("server", "one"), (first.Service, first.Instance));
        Assert.Equal(["service.name", "service.instance.id"], first.Attributes.Keys);
        Assert.Same(resources.Read(null), resources.Read(new Resource()));
    }

    [Fact]
    public void Intern_gives_equal_strings_of_the_greatest_length_as_one_and_leaves_longer_ones()
    {
        var longest = new string('x', StringPool.MaxLength);
        var longer = new string('x', StringPool.MaxLength + 1);

        Assert.Same(StringPool.Intern(longest), StringPool.Intern(new string('x', StringPool.MaxLength)));
        Assert.Same(longer, StringPool.Intern(longer));
        Assert.NotSame(longer, StringPool.Intern(new string('x', StringPool.MaxLength + 1)));
    }

    [Fact]
    public async Task Spans_of_different_requests_share_their_names_and_keys()
    {
        await using var host = await OtlpHost.StartAsync();

        await host.ExportAsync("traces", Exports.Traces(Exports.Span()));
        await host.ExportAsync("traces", Exports.Traces(Exports.Span()));

        Assert.Same(host.Spans[0].Name, host.Spans[1].Name);
        Assert.Same(host.Spans[0].TraceId, host.Spans[1].TraceId);
        Assert.Same(host.Spans[0].Attributes.Keys.Single(), host.Spans[1].Attributes.Keys.Single());
    }

    [Fact]
    public void Lists_of_the_same_attributes_are_equal()
    {
        AttributeList list = new([new("a", "1"), new("b", "2")]);

        Assert.Equal(new AttributeList([new("a", "1"), new("b", "2")]), list);
        Assert.Equal(new AttributeList([new("a", "1"), new("b", "2")]).GetHashCode(), list.GetHashCode());
        Assert.NotEqual(new AttributeList([new("a", "1")]), list);
        Assert.NotEqual(new AttributeList([new("a", "1"), new("b", "3")]), list);
    }
}
