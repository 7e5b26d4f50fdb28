using System.Globalization;
using System.Text;

namespace PromLauncher.Config.Reports;

/// <summary>The difference between two texts in the format of <c>diff -u</c>.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    // Beyond this many differences the texts are reported as entirely different: the search takes memory quadratic in them.
    private const int MostDifferences = 2000;

    /// <summary>Writes the difference; empty when there is none.</summary>
    /// <param name="before">The old text.</param>
    /// <param name="after">The new text.</param>
    /// <param name="beforeName">The old text's name, after <c>---</c>.</param>
    /// <param name="afterName">The new text's name, after <c>+++</c>.</param>
    public static string Write(string before, string after, string beforeName, string afterName)
    {
        if (before == after) return "";
        var (old, fresh) = (Lines(before), Lines(after));
        var steps = Steps(old, fresh);
        var result = new StringBuilder().Append(CultureInfo.InvariantCulture, $"--- {beforeName}\n+++ {afterName}\n");
        for (var i = 0; i < steps.Count;)
        {
            if (steps[i].Kind == ' ')
            {
                i++;
                continue;
            }

            var start = Math.Max(0, i - Context);
            var end = i;
            // Hunks whose contexts touch are merged.
            for (var j = i; j < steps.Count && j <= end + 2 * Context; j++)
            {
                if (steps[j].Kind != ' ') end = j;
            }

            var stop = Math.Min(steps.Count, end + 1 + Context);
            Hunk(result, steps, start, stop, old, fresh);
            i = stop;
        }

        return result.ToString();
    }

    private static void Hunk(StringBuilder result, List<(char Kind, int Old, int New)> steps, int start, int stop, string[] old, string[] fresh)
    {
        var (oldCount, newCount) = (0, 0);
        for (var i = start; i < stop; i++)
        {
            if (steps[i].Kind != '+') oldCount++;
            if (steps[i].Kind != '-') newCount++;
        }

        result.Append(CultureInfo.InvariantCulture, $"@@ -{Range(steps[start].Old, oldCount)} +{Range(steps[start].New, newCount)} @@\n");
        for (var i = start; i < stop; i++)
        {
            var (kind, o, n) = steps[i];
            var line = kind == '+' ? fresh[n] : old[o];
            result.Append(kind).Append(line);
            if (!line.EndsWith('\n')) result.Append("\n\\ No newline at end of file\n");
        }
    }

    private static string Range(int start, int count) => count switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"{start},0"),
        1 => string.Create(CultureInfo.InvariantCulture, $"{start + 1}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{start + 1},{count}"),
    };

    /// <summary>Line by line: kept (' '), left out ('-') or new ('+'), with the positions before the step. Myers' greedy search, between the common head and tail.</summary>
    private static List<(char Kind, int Old, int New)> Steps(string[] old, string[] fresh)
    {
        var head = 0;
        while (head < old.Length && head < fresh.Length && old[head] == fresh[head]) head++;
        var tail = 0;
        while (tail < old.Length - head && tail < fresh.Length - head && old[^(tail + 1)] == fresh[^(tail + 1)]) tail++;
        var steps = new List<(char, int, int)>();
        for (var i = 0; i < head; i++) steps.Add((' ', i, i));
        var (x, y) = (head, head);
        foreach (var kind in Middle(old.AsSpan(head, old.Length - head - tail), fresh.AsSpan(head, fresh.Length - head - tail)))
        {
            steps.Add((kind, x, y));
            if (kind != '+') x++;
            if (kind != '-') y++;
        }

        for (var i = 0; i < tail; i++) steps.Add((' ', x + i, y + i));
        return steps;
    }

    private static List<char> Middle(ReadOnlySpan<string> old, ReadOnlySpan<string> fresh)
    {
        var most = Math.Min(old.Length + fresh.Length, MostDifferences);
        var reached = new int[2 * most + 3];
        var history = new List<int[]>();
        for (var d = 0; d <= most; d++)
        {
            history.Add(reached[(most - d + 1)..(most + d + 2)]);
            for (var k = -d; k <= d; k += 2)
            {
                var at = k + most + 1;
                var x = k == -d || (k != d && reached[at - 1] < reached[at + 1]) ? reached[at + 1] : reached[at - 1] + 1;
                while (x < old.Length && x - k < fresh.Length && old[x] == fresh[x - k]) x++;
                reached[at] = x;
                if (x >= old.Length && x - k >= fresh.Length) return Trace(history, old.Length, fresh.Length);
            }
        }

        return [.. Enumerable.Repeat('-', old.Length), .. Enumerable.Repeat('+', fresh.Length)];
    }

    private static List<char> Trace(List<int[]> history, int x, int y)
    {
        var kinds = new List<char>();
        for (var d = history.Count - 1; d > 0; d--)
        {
            // known[k + d] is how far diagonal k had come before round d; a round is one insertion or deletion, then equal lines.
            var known = history[d];
            var k = x - y;
            var isNew = k == -d || (k != d && known[k - 1 + d] < known[k + 1 + d]);
            var from = known[k + (isNew ? 1 : -1) + d];
            for (var first = isNew ? from : from + 1; x > first; x--, y--) kinds.Add(' ');
            kinds.Add(isNew ? '+' : '-');
            if (isNew) y--;
            else x--;
        }

        for (; x > 0; x--) kinds.Add(' ');
        kinds.Reverse();
        return kinds;
    }

    private static string[] Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return [.. lines];
    }
}
