using System.Globalization;
using System.Text;

namespace PromLauncher.Bench;

/// <summary>What was measured, on the terminal as it comes, and as Markdown.</summary>
internal sealed class Table
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins a part of the table.</summary>
    public void Part(string title, string columns = "measured | budget")
    {
        _text.AppendLine(CultureInfo.InvariantCulture, $"\n### {title}\n\n| what | {columns} |\n|---|{string.Concat(columns.Split('|').Select(static _ => "---|"))}");
        Console.WriteLine($"\n{title}");
    }

    /// <summary>Adds a row.</summary>
    public void Row(string name, string value, string budget = "")
    {
        _text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value} | {budget} |");
        Console.WriteLine($"  {name,-64} {value,-42} {budget}");
    }

    /// <summary>Adds rows that another table had.</summary>
    public void Append(string rows)
    {
        _text.Append(rows);
        Console.Write(rows);
    }

    /// <summary>Measures subjects in turns, and adds a row for each.</summary>
    public void Rows(int runs, params IReadOnlyList<Subject> subjects)
    {
        foreach (var (subject, samples) in subjects.Zip(Samples.Interleaved(runs, subjects))) Row(subject.Name, samples.ToString(), subject.Budget);
    }

    /// <summary>Adds a sentence.</summary>
    public void Note(string text)
    {
        _text.AppendLine().AppendLine(text);
        Console.WriteLine($"  {text}");
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
