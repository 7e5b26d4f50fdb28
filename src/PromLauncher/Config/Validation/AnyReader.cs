using PromLauncher.Config.Document;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation;

/// <summary>Reads a value of any type: only repeated keys, keys that are collections and contradicting tags are refused.</summary>
internal sealed class AnyReader(Findings findings, ValueReader values)
{
    /// <summary>Reads it.</summary>
    /// <returns>False when something was refused (and reported).</returns>
    public bool Read(Node place)
    {
        switch (place.Resolve())
        {
            case SequenceNode list:
                var fine = true;
                foreach (var item in list.Items) fine &= Read(item);
                return fine;
            case MappingNode mapping:
                return Entries(mapping);
            default:
                return values.Key(place) is not null;
        }
    }

    private bool Entries(MappingNode mapping)
    {
        var fine = true;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in values.Entries(mapping, ref fine))
        {
            if (values.Key(key) is not { } name)
            {
                fine = false;
                continue;
            }

            // 1 and "1" are two keys; 1 and 0x1 are one.
            var scalar = GoScalar.Of((ScalarNode)key.Resolve());
            var identity = scalar.IsNumber || scalar.Kind == ScalarKind.Bool ? $"{scalar.Kind}:{scalar.Int}:{scalar.Float}" : $"{scalar.Kind == ScalarKind.Null}:{name}";
            if (!seen.Add(identity))
            {
                findings.Error(FindingKind.DuplicateKey, key, $"{Findings.Show(key)} is set twice in this mapping.", "Keep one of them.");
                fine = false;
            }

            fine &= Read(value);
        }

        return fine;
    }
}
