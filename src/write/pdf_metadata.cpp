// Metadata for PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3).
#include "write/pdf_metadata.h"

#include <fmt/format.h>

#include <algorithm>

#include "steelyard/base/error.h"
#include "write/pdf_syntax.h"
#include "write/srgb_profile.h"

namespace steelyard {

namespace {

constexpr std::string_view producer = "steelyard " STEELYARD_VERSION;

std::string xml(std::string_view utf8) {
  std::string text;
  for (const char c : one_line(utf8)) {
    if (c == '&')
      text += "&amp;";
    else if (c == '<')
      text += "&lt;";
    else if (c == '>')
      text += "&gt;";
    else
      text += c;
  }
  return text;
}

std::string in_default_language(std::string_view property, std::string_view utf8) {
  if (utf8.empty()) return {};
  return fmt::format(
      "<dc:{0}><rdf:Alt><rdf:li xml:lang=\"x-default\">{1}</rdf:li></rdf:Alt></dc:{0}>\n", property,
      xml(utf8));
}

// PDF/A asks for a description of every property that its own list does not have.
constexpr std::string_view extension_schema = R"(<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
)";

std::string xmp(const Pages& pages) {
  std::string text =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
      " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
      "<dc:format>application/pdf</dc:format>\n";
  text += in_default_language("title", pages.title);
  text += in_default_language("description", pages.subject);
  if (!pages.author.empty())
    text += fmt::format("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n",
                        xml(pages.author));
  text += fmt::format("<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>\n",
                      xml(pages.lang));
  const std::string date = iso_date(pages.date) + "T00:00:00Z";
  text += fmt::format(
      "<xmp:CreateDate>{0}</xmp:CreateDate>\n<xmp:ModifyDate>{0}</xmp:ModifyDate>\n"
      "<xmp:MetadataDate>{0}</xmp:MetadataDate>\n<xmp:CreatorTool>{1}</xmp:CreatorTool>\n"
      "<pdf:Producer>{1}</pdf:Producer>\n<pdfaid:part>3</pdfaid:part>\n"
      "<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n"
      "</rdf:Description>\n",
      date, producer);
  return text + std::string(extension_schema) + "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

std::string output_intent(PdfDocument& document) {
  const unsigned profile = document.add_stream("/N 3\n", srgb_profile(), Packing::deflated);
  return "/OutputIntents [" +
         reference(document.add("/Type /OutputIntent /S /GTS_PDFA1 "
                                "/OutputConditionIdentifier (sRGB IEC61966-2.1) "
                                "/RegistryName (http://www.color.org) /Info (sRGB IEC61966-2.1) "
                                "/DestOutputProfile " +
                                reference(profile))) +
         "]\n";
}

std::string attach(PdfDocument& document, std::span<const Attachment> attachments,
                   const Date& date) {
  if (attachments.empty()) return {};
  std::string files, names;
  int count = 0;
  for (const Attachment& attachment : attachments) {
    const unsigned stream = document.add_stream(
        fmt::format("/Type /EmbeddedFile /Subtype {} /Params <</Size {} /ModDate {}>>\n",
                    pdf_name(attachment.mime), attachment.bytes.size(),
                    byte_string(pdf_date(date))),
        attachment.bytes, Packing::deflated);
    const std::string name = text_string(one_line(attachment.name));
    const std::string file = reference(document.add(
        fmt::format("/Type /Filespec /F {0} /UF {0} /Desc {1} /AFRelationship /Data "
                    "/EF <</F {2} /UF {2}>>",
                    name, text_string(one_line(attachment.description)), reference(stream))));
    files += file + " ";
    names += fmt::format("(file {:04}) {} ", ++count, file);  // sorted as a name tree must be
  }
  return "/AF [" + files + "]\n/Names <</EmbeddedFiles <</Names [" + names + "]>>>>\n";
}

}  // namespace

unsigned write_info(PdfDocument& document, const Pages& pages) {
  const std::string date = byte_string(pdf_date(pages.date));
  std::string entries = "/Title " + text_string(one_line(pages.title)) + "\n";
  if (!pages.author.empty()) entries += "/Author " + text_string(one_line(pages.author)) + "\n";
  if (!pages.subject.empty()) entries += "/Subject " + text_string(one_line(pages.subject)) + "\n";
  entries += fmt::format("/Creator {0} /Producer {0} /CreationDate {1} /ModDate {1}",
                         byte_string(producer), date);
  return document.add(entries);
}

std::string write_metadata(PdfDocument& document, const Pages& pages,
                           std::span<const Attachment> attachments) {
  if (one_line(pages.title).empty() || pages.lang.empty())
    throw Error(Exit::defect, "a document has no title or no language, but must have both");
  const unsigned metadata =
      document.add_stream("/Type /Metadata /Subtype /XML\n", xmp(pages), Packing::plain);
  return fmt::format(
             "/Metadata {} /Lang {} /MarkInfo <</Marked true>>\n"
             "/ViewerPreferences <</DisplayDocTitle true>>\n",
             reference(metadata), byte_string(pages.lang)) +
         output_intent(document) + attach(document, attachments, pages.date);
}

}  // namespace steelyard
