using System.Xml;

namespace PromLauncher.Config.Reports;

/// <summary>How XML reports are written: indented, declared as UTF-8 (the encoding of the console and of files).</summary>
internal static class XmlOutput
{
    /// <summary>A writer after the XML declaration; it doesn't close the text writer.</summary>
    public static XmlWriter Create(TextWriter output)
    {
        output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        var xml = XmlWriter.Create(output, new() { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n", CloseOutput = false });
        return xml;
    }
}
