namespace PromLauncher.Config.Document;

/// <summary>Warnings about the part of a file that Prometheus never reads.</summary>
internal static class UnreadPart
{
    /// <summary>A further document.</summary>
    public static Diagnostic SecondDocument(string file, TextSpan place) =>
        new(FindingKind.SeveralDocuments, Severity.Warning, "A second YAML document begins here; Prometheus reads the first one only and ignores the rest.", file, place)
        {
            Help = "Remove the '---', or put the parts into one document.",
        };

    /// <summary>Lines left of the document's first column, which end it without a marker.</summary>
    public static Diagnostic Outdented(string file, TextSpan place) =>
        new(FindingKind.UnreadRest, Severity.Warning, "Prometheus silently stops reading here: this line is indented less than the first one, which ends the document.", file, place)
        {
            Help = "Begin all fields of the file in the same column.",
        };
}
