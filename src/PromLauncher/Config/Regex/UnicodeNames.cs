namespace PromLauncher.Config.Regex;

/// <summary>
/// The names that <c>\p{…}</c> takes: general categories and scripts. Go 1.16 to 1.20 carry Unicode 13, 1.21 to 1.26 Unicode 15.
/// Since Go 1.25 the long names of categories are taken too, and neither case nor space, hyphen and underscore matter.
/// Source: <see href="https://pkg.go.dev/unicode#pkg-variables"/> and the release notes of Go 1.25.
/// </summary>
internal static class UnicodeNames
{
    private const string Categories = " C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs Any ";

    private const string Scripts13 =
        " Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bopomofo Brahmi Braille"
        + " Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot Cyrillic"
        + " Deseret Devanagari Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic Grantha Greek"
        + " Gujarati Gunjala_Gondi Gurmukhi Han Hangul Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic Inherited"
        + " Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki"
        + " Khudawadi Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen"
        + " Masaram_Gondi Medefaidrin Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar"
        + " Nabataean Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Old_Hungarian Old_Italic Old_North_Arabian"
        + " Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa"
        + " Phoenician Psalter_Pahlavi Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo"
        + " Sundanese Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta"
        + " Ugaritic Vai Wancho Warang_Citi Yezidi Yi Zanabazar_Square ";

    private const string Scripts15 = " Cypro_Minoan Kawi Nag_Mundari Old_Uyghur Tangsa Toto Vithkuqi ";

    private const string Since125 =
        " Cn LC Assigned ASCII Other Control cntrl Format Unassigned Private_Use Surrogate Letter Cased_Letter Lowercase_Letter Modifier_Letter"
        + " Other_Letter Titlecase_Letter Uppercase_Letter Mark Combining_Mark Spacing_Mark Enclosing_Mark Nonspacing_Mark Number Decimal_Number"
        + " digit Letter_Number Other_Number Punctuation punct Connector_Punctuation Dash_Punctuation Close_Punctuation Final_Punctuation"
        + " Initial_Punctuation Other_Punctuation Open_Punctuation Symbol Currency_Symbol Modifier_Symbol Math_Symbol Other_Symbol Separator"
        + " Line_Separator Paragraph_Separator Space_Separator ";

    /// <summary>Whether the Go release knows the name.</summary>
    public static bool IsKnown(ReadOnlySpan<char> name, GoRelease go)
    {
        if (go.Minor >= 25)
        {
            return HasLoosely(Categories, name) || HasLoosely(Scripts13, name) || HasLoosely(Scripts15, name) || HasLoosely(Since125, name);
        }

        return Has(Categories, name) || Has(Scripts13, name) || (go.Minor >= 21 && Has(Scripts15, name));
    }

    private static bool Has(string names, ReadOnlySpan<char> name)
    {
        foreach (var range in names.AsSpan().Split(' '))
        {
            if (!name.IsEmpty && names.AsSpan(range).SequenceEqual(name)) return true;
        }

        return false;
    }

    private static bool HasLoosely(string names, ReadOnlySpan<char> name)
    {
        foreach (var range in names.AsSpan().Split(' '))
        {
            if (EqualLoosely(names.AsSpan(range), name)) return true;
        }

        return false;
    }

    private static bool EqualLoosely(ReadOnlySpan<char> known, ReadOnlySpan<char> name)
    {
        if (known.IsEmpty) return false;
        var at = 0;
        foreach (var c in name)
        {
            if (c is '_' or '-' or ' ') continue;
            while (at < known.Length && known[at] == '_') at++;
            if (at == known.Length || char.ToLowerInvariant(known[at]) != char.ToLowerInvariant(c)) return false;
            at++;
        }

        return at == known.Length;
    }
}
