using PromLauncher.Config.Document;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation;

/// <summary>Collects the files that sections name.</summary>
internal sealed class FileReferences
{
    private const string Alertmanager = "alertmanager_config";
    private readonly List<FileReference> _found = [];

    /// <summary>Those found so far, in the order of the files.</summary>
    public IReadOnlyList<FileReference> All => _found;

    /// <summary>Collects the files of a section and of those below it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="file">The file that it is in.</param>
    public void Walk(Section section, string file) => Walk(section, file, owner: null);

    /// <param name="section">The section.</param>
    /// <param name="file">The file that it is in.</param>
    /// <param name="owner">The job or Alertmanager around it.</param>
    private void Walk(Section section, string file, Section? owner)
    {
        if (section.Type.Name is "scrape_config" or Alertmanager) owner = section;
        foreach (var slot in section.Slots)
        {
            switch (slot.Content)
            {
                case Section child:
                    Walk(child, file, owner);
                    break;
                case Section?[] children:
                    foreach (var child in children)
                    {
                        if (child is not null) Walk(child, file, owner);
                    }

                    break;
                default:
                    if (UseOf(section.Type.Name, slot.Field) is { } use) Add(use, slot.Field.Name, slot.Place, file, owner);
                    break;
            }
        }
    }

    private static FileUse? UseOf(string section, Field field) => field.Name switch
    {
        "rule_files" => FileUse.Rules,
        "scrape_config_files" => FileUse.ScrapeConfigs,
        "files" when section == "file_sd_config" => FileUse.Targets,
        _ => field.Type.Kind == ValueKind.File ? FileUse.Credentials : null,
    };

    private void Add(FileUse use, string field, Node place, string file, Section? owner)
    {
        switch (place.Resolve())
        {
            case SequenceNode list:
                foreach (var item in list.Items) Add(use, field, item, file, owner);
                break;
            case ScalarNode { IsUnknown: false, Value.Length: > 0 } scalar when !GoScalar.IsNull(scalar):
                _found.Add(new(use, field, scalar.Value, Findings.Show(place), file, place.Span) 
                {
                    AddressesAreFinal = owner?.IsSet("relabel_configs") == false,
                    IsOfAlertmanager = owner?.Type.Name == Alertmanager,
                });
                break;
        }
    }
}
