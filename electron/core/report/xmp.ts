/** What a report says about itself in its metadata. The same values stand in the document information dictionary. */
export type ReportMetadata = {
  readonly title: string;
  readonly subject: string;
  readonly language: string;
  readonly creator: string;
  readonly producer: string;
  readonly createdAt: Date;
  readonly documentId: string;
};

/** How every report is marked in its metadata, so that one can be recognised after another program has rewritten it. */
export const reportUrnPrefix = 'urn:netready:report:';

/** Characters that XML 1.0 (section 2.2) does not allow in a document, lone surrogates among them. */
const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text without characters that metadata cannot carry; each is replaced by U+FFFD. */
export const metadataText = (text: string): string => text.replace(notXml, '\u{FFFD}');

const escapeXml = (text: string): string =>
  metadataText(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);

/** An instant in seconds, as XMP and the document information dictionary must agree on it (ISO 19005-3, 6.6.3). */
const xmpDate = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** PDF/A wants every property of a schema that it does not predefine to be described (ISO 19005-3, 6.6.2.3). */
const pdfuaExtensionSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`;

/**
 * The XMP packet (ISO 16684-1) that declares PDF/A-3b and PDF/UA-1. Written here because the PDF library neither
 * escapes values nor can declare both standards.
 */
export function xmpPacket(metadata: ReportMetadata): string {
  const alt = (text: string): string =>
    `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt>`;
  const date = xmpDate(metadata.createdAt);
  return `<?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>${date}</xmp:CreateDate>
<xmp:ModifyDate>${date}</xmp:ModifyDate>
<xmp:CreatorTool>${escapeXml(metadata.creator)}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier>${escapeXml(reportUrnPrefix + metadata.documentId)}</dc:identifier>
<dc:title>${alt(metadata.title)}</dc:title>
<dc:description>${alt(metadata.subject)}</dc:description>
<dc:language><rdf:Bag><rdf:li>${escapeXml(metadata.language)}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>${escapeXml(metadata.producer)}</pdf:Producer>
</rdf:Description>
${pdfuaExtensionSchema}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`;
}
