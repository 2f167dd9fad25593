namespace Aspire.Hosting.Tests.Logs;

/// <summary>The lines of several processes read as one, as the dashboard's console does.</summary>
public sealed class ConsoleReadingTests : IDisposable
{
    private readonly ResourceLoggerService _loggers = new();

    [Fact]
    public void Lines_of_all_processes_come_in_the_order_in_which_they_were_written()
    {
        Write("a", "1");
        Write("b", "2", isError: true);
        Write("a", "3");
        Write("c", "not asked for");

        var page = _loggers.Read(["a", "b"], after: 0, limit: 10);

        Assert.Equal([("a", "1", false), ("b", "2", true), ("a", "3", false)], page.Lines.Select(line => (line.Replica, line.Text, line.IsError)));
        Assert.False(page.More);
        Assert.Equal(0, page.Dropped);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Reading_in_parts_misses_nothing_and_says_whether_there_is_more(int limit, bool more)
    {
        foreach (var number in Enumerable.Range(1, 4))
        {
            Write(number % 2 == 0 ? "a" : "b", $"{number}");
        }

        var first = _loggers.Read(["a", "b"], after: 0, limit);
        var second = _loggers.Read(["a", "b"], first.Last, limit);

        Assert.Equal(more, first.More);
        Assert.Equal(["1", "2", "3", "4"], first.Lines.Concat(second.Lines).Select(line => line.Text));
        Assert.Equal(second.Last, _loggers.Read(["a", "b"], second.Last, limit).Last);
    }

    [Theory]
    [InlineData(ResourceLog.MaxLines, 0)]
    [InlineData(ResourceLog.MaxLines + 1, 1)]
    public void The_oldest_lines_of_a_process_go_when_it_has_written_too_many(int count, int dropped)
    {
        Write("quiet", "kept");
        for (var i = 1; i <= count; i++)
        {
            Write("a", $"{i}");
        }

        var page = _loggers.Read(["a", "quiet"], after: 0, limit: 2);

        Assert.Equal(dropped, page.Dropped);
        Assert.Equal(["kept", $"{dropped + 1}"], page.Lines.Select(line => line.Text));
    }

    public void Dispose() => _loggers.Dispose();

    private void Write(string name, string text, bool isError = false) => _loggers.GetLog(name).Add(text, isError);
}
