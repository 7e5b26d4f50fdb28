using System.Xml.Linq;
using System.Xml.Schema;

namespace PromLauncher.Tests.Config.Reports;

/// <summary>A schema of our own for the part of JUnit's format that is written: elements and attributes as in Jenkins's junit-10.xsd, but closed.</summary>
internal static class JUnitSchema
{
    private const string Schema =
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="testsuites">
            <xs:complexType>
              <xs:sequence><xs:element ref="testsuite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
              <xs:attribute name="name" type="xs:string"/>
              <xs:attributeGroup ref="counts"/>
            </xs:complexType>
          </xs:element>
          <xs:element name="testsuite">
            <xs:complexType>
              <xs:sequence><xs:element ref="testcase" minOccurs="1" maxOccurs="unbounded"/></xs:sequence>
              <xs:attribute name="name" type="xs:string" use="required"/>
              <xs:attributeGroup ref="counts"/>
            </xs:complexType>
          </xs:element>
          <xs:attributeGroup name="counts">
            <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
          </xs:attributeGroup>
          <xs:element name="testcase">
            <xs:complexType>
              <xs:choice minOccurs="0">
                <xs:element name="failure">
                  <xs:complexType mixed="true">
                    <xs:attribute name="type" type="xs:string"/>
                    <xs:attribute name="message" type="xs:string"/>
                  </xs:complexType>
                </xs:element>
                <xs:element name="system-out" type="xs:string"/>
              </xs:choice>
              <xs:attribute name="name" type="xs:string" use="required"/>
              <xs:attribute name="classname" type="xs:string"/>
            </xs:complexType>
          </xs:element>
        </xs:schema>
        """;

    /// <summary>Reads the document and holds it to the schema.</summary>
    /// <exception cref="XmlSchemaValidationException">It doesn't follow it.</exception>
    public static XDocument Validate(string xml)
    {
        var schemas = new XmlSchemaSet();
        using var reader = System.Xml.XmlReader.Create(new StringReader(Schema));
        schemas.Add(null, reader);
        var document = XDocument.Parse(xml);
        document.Validate(schemas, null);
        return document;
    }
}
