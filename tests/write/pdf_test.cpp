#include "steelyard/write/pdf.h"

#include <clocale>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "steelyard/base/error.h"
#include "support/catch.h"
#include "support/pdf_rules.h"
#include "support/run.h"
#include "support/sample_pages.h"

using steelyard::Face;
using steelyard::FontSet;
using steelyard::Pages;
using steelyard::PdfOptions;
using steelyard::write_pdf;

namespace {

std::string text_of(const std::string& bytes) {
  const run::TemporaryFile file(bytes, "pdf");
  return run::tool("pdftotext", "-enc UTF-8 " + file.path() + " -", "poppler-utils");
}

std::string structure_of(const std::string& bytes) {
  const run::TemporaryFile file(bytes, "pdf");
  return run::tool("pdfinfo", "-enc UTF-8 -struct-text " + file.path(), "poppler-utils");
}

std::string refusal(const Pages& pages, const FontSet& fonts) {
  try {
    write_pdf(pages, fonts);
  } catch (const steelyard::Error& error) {
    return error.what();
  }
  return "no error";
}

bool contains(const std::string& text, const std::string& part) {
  INFO(text);
  CHECK(text.find(part) != std::string::npos);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A report keeps the rules of PDF/UA and PDF/A that a machine can check") {
  const FontSet fonts;
  PdfOptions options;
  options.attachments.push_back({"results.json", "application/json", "Results", "{}"});
  const pdf::Rules rules(write_pdf(sample::report(fonts), fonts, options));
  CHECK(rules.broken() == std::vector<std::string>{});
  CHECK(rules.elements() > 30);
}

TEST_CASE("The check of the rules finds what is broken on purpose") {
  const FontSet fonts;
  const run::TemporaryFile file(write_pdf(sample::report(fonts), fonts), "pdf");
  // Readable and uncompressed, so that a word can be changed for another of the same length.
  const std::string readable =
      run::tool("qpdf",
                "--qdf --no-original-object-ids --object-streams=disable --normalize-content=n " +
                    file.path() + " -",
                "qpdf");
  CHECK(pdf::Rules(readable).broken() == std::vector<std::string>{});
  const std::pair<std::string, std::string> changes[] = {
      {"/Scope /Row",         "/Scopf /Row"        },
      {"/Alt (",              "/Alu ("             },
      {"/MCID 1>>",           "/MCID 7>>"          },
      {"/Artifact BMC",       "/Artifact BMX"      },
      {"/S /H1",              "/S /H3"             },
      {"/S /LBody",           "/S /Sect_"          },
      {"/Contents <feff",     "/Contentz <feff"    },
      {"/StructParent 2",     "/StructParent 0"    },
      {"/Marked true",        "/Marked null"       },
      {"/CapHeight",          "/CapHeighu"         },
      {"beginbfchar\n<0001>", "beginbfchar\n<0FF1>"},
      {"/BBox [",             "/BBoy ["            }
  };
  for (const auto& [right, wrong] : changes) {
    std::string broken = readable;
    const std::size_t at = broken.find(right);
    INFO(right);
    REQUIRE(at != std::string::npos);
    broken.replace(at, right.size(), wrong);
    CHECK_FALSE(pdf::Rules(broken).broken().empty());
  }
}

TEST_CASE("qpdf finds no fault in the file") {
  const FontSet fonts;
  const run::TemporaryFile file(write_pdf(sample::report(fonts), fonts), "pdf");
  contains(run::tool("qpdf", "--check " + file.path(), "qpdf"),
           "No syntax or stream encoding errors");
}

TEST_CASE("The text of a PDF is copied as it was written") {
  const FontSet fonts;
  const std::string lines[] = {"τ² = 0.04; χ² = 12.3; I² = 27%; p ≤ 0.05; ≥ 10 × −1.25 ± 0.3",
                               "Łódź Ελληνικά Ørsted Русский Çelik Ångström Müller",
                               "µ is micro and μ is mu",
                               "office fluffy waffle fi fl ffi",
                               "✓ ☐ ⚠ → between",
                               "95% CI 0.33 to 0.71 (k = 13)"};
  for (const std::string& line : lines)
    for (const Face face : {Face::regular, Face::bold, Face::italic, Face::semibold})
      CHECK(text_of(write_pdf(sample::line_of(fonts, line, face), fonts)) == line + "\n\n\f");
}

TEST_CASE("A letter with a mark is copied whole and a hyphen that must not break stays one") {
  const FontSet fonts;
  for (const std::string line : {"x\u0304 = 3", "no\u2011break"})
    CHECK(text_of(write_pdf(sample::line_of(fonts, line), fonts)) == line + "\n\n\f");
}

TEST_CASE("A character set as two glyphs is copied once") {
  const FontSet fonts;
  const std::string bytes = write_pdf(sample::line_of(fonts, "\u0E81\u0EB3"), fonts);
  CHECK(pdf::Rules(bytes).broken() == std::vector<std::string>{});
  CHECK(text_of(bytes) == "\u0E81\u0EB3\n\n\f");
}

TEST_CASE("Words written from right to left are set and copied") {
  const FontSet fonts;
  const std::string bytes = write_pdf(sample::line_of(fonts, "שלום עולם"), fonts);
  CHECK(pdf::Rules(bytes).broken() == std::vector<std::string>{});
  contains(text_of(bytes), "שלום");
}

TEST_CASE("All fonts are embedded as subsets with their text") {
  const FontSet fonts;
  const run::TemporaryFile file(write_pdf(sample::report(fonts), fonts), "pdf");
  const std::string listing = run::tool("pdffonts", file.path(), "poppler-utils");
  for (const std::string name : {"+Lato-Regular", "+Lato-Bold", "+Lato-Italic", "+Lato-Semibold"})
    contains(listing, name);
  std::size_t lines = 0;
  for (std::size_t at = 0; (at = listing.find("yes yes yes", at)) != std::string::npos; ++at)
    ++lines;
  CHECK(lines == 4);
}

TEST_CASE("The structure tells what a reader sees, in the order of reading") {
  const FontSet fonts;
  const std::string structure = structure_of(write_pdf(sample::report(fonts), fonts));
  contains(structure,
           "Document\n  H1 (block)\n    \"Heterogeneity: τ² = 0.04; χ² = 12.3; I² = 27%\"\n");
  contains(structure,
           "events; Łódź, Ελληνικά, Ørsted, µ (micro) and μ (mu). See \"\n"
           "    Link (inline)\n      \"the protocol\"\n");
  contains(structure, "    \" for more.\"\n  Table (block):\n");
  contains(structure, "        TH <c1>:\n           /Scope /Column\n          \"Odds ratio\"\n");
  contains(structure, "           /Headers [(c1) (Brown 2020)]\n          \"0.92\"\n");
  contains(structure,
           "  L (block):\n     /ListNumbering /Disc\n    LI (block)\n      Lbl (block)\n");
  contains(structure, "    \"Study 1 Study 2\"\n");
  CHECK(structure.find("Running foot") == std::string::npos);
}

TEST_CASE("A paragraph that goes on over two lines and two pages keeps its words apart") {
  const FontSet fonts;
  sample::Setter set(fonts);
  const int paragraph = set.tag("P");
  set.text(57, 700, "one", paragraph);
  set.text(57, 715, "two quasi-", paragraph);
  set.text(57, 730, "random", paragraph);
  set.pages.pages.emplace_back();
  set.text(57, 80, "three", paragraph);
  const std::string bytes = write_pdf(set.pages, fonts);
  CHECK(pdf::Rules(bytes).broken() == std::vector<std::string>{});
  const std::string structure = structure_of(bytes);
  contains(structure, "\"one two quasi-random \"");
  contains(structure, "\"three\"");
}

TEST_CASE("The same pages give the same bytes from one thread and from eight") {
  const FontSet shared;
  const Pages pages = sample::report(shared);
  const std::string expected = write_pdf(pages, shared);
  CHECK(write_pdf(sample::report(FontSet()), FontSet()) == expected);
  const FontSet fresh;
  std::vector<std::string> results(8);
  std::vector<std::thread> threads;
  for (std::string& result : results)
    threads.emplace_back([&] { result = write_pdf(pages, fresh); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& result : results) CHECK(result == expected);
}

TEST_CASE("Locale and time zone do not show in the bytes") {
  const FontSet fonts;
  const std::string expected = write_pdf(sample::report(fonts), fonts);
  const std::string locale = std::setlocale(LC_ALL, nullptr);
  const char* zone = std::getenv("TZ");
  const std::string kept = zone == nullptr ? "" : zone;
  setenv("TZ", "Pacific/Kiritimati", 1);
  for (const char* other : {"de_DE.UTF-8", "tr_TR.UTF-8", "C.UTF-8"}) {
    std::setlocale(LC_ALL, other);
    CHECK(write_pdf(sample::report(FontSet()), FontSet()) == expected);
  }
  std::setlocale(LC_ALL, locale.c_str());
  if (zone == nullptr)
    unsetenv("TZ");
  else
    setenv("TZ", kept.c_str(), 1);
}

TEST_CASE("A title of signs that PDF and XML use is shown as it is") {
  const FontSet fonts;
  Pages pages = sample::line_of(fonts, "(\\) ()) \\( <&>");
  pages.title = "<&>\"'()\\ ]]> two\nlines \U0001F600";
  pages.author = pages.subject = pages.title;
  pages.bookmarks.push_back({pages.title, 1, 0, 50});
  const std::string bytes = write_pdf(pages, fonts);
  CHECK(pdf::Rules(bytes).broken() == std::vector<std::string>{});
  const run::TemporaryFile file(bytes, "pdf");
  contains(run::tool("pdfinfo", "-enc UTF-8 " + file.path(), "poppler-utils"),
           "Title:           <&>\"'()\\ ]]> two lines \U0001F600\n");
  CHECK(text_of(bytes) == "(\\) ()) \\( <&>\n\n\f");
}

TEST_CASE("A text too long for PDF/A is refused with its length") {
  const FontSet fonts;
  Pages pages = sample::line_of(fonts, "text");
  pages.title.assign(40000, 'a');
  CHECK(refusal(pages, fonts) ==
        "the text \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…\" is 80002 bytes long in the PDF, "
        "but must be at most 32767");
}

TEST_CASE("A character without a glyph is refused with its number and its text") {
  const FontSet fonts;
  CHECK(
      refusal(sample::line_of(fonts, "all \U0001FAD8 well"), fonts) ==
      "the character U+1FAD8 (in \"all \U0001FAD8 well\") is in neither Lato nor DejaVu Sans, but "
      "must be in one of them to be printed");
  CHECK(
      refusal(sample::line_of(fonts, "a\tb"), fonts) ==
      "the character U+0009 (in \"a b\") is in neither Lato nor DejaVu Sans, but must be in one of "
      "them to be printed");
}

TEST_CASE("Tags that would break the structure are refused") {
  const FontSet fonts;
  const auto with = [&](const std::string& type) {
    sample::Setter set(fonts);
    set.text(57, 100, "text", set.tag(type));
    return refusal(set.pages, fonts);
  };
  CHECK(with("Figure") == "a tag Figure has no alternative text");
  CHECK(with("Link") == "a tag Link has no address");
  CHECK(with("TH") == "a tag TH has the scope \"\", but must have Row or Column");
  Pages pages = sample::line_of(fonts, "text");
  pages.pages[0].items[0].tag = 7;
  CHECK(refusal(pages, fonts) == "an item has the tag 7, but there are only 2");
}

TEST_CASE("A position off the page's limits is refused") {
  const FontSet fonts;
  Pages pages = sample::line_of(fonts, "text");
  std::get<steelyard::TextPiece>(pages.pages[0].items[0].ink).at.x = 40000;
  CHECK(refusal(pages, fonts) == "a position in the PDF is 40000, but must be at most 32767");
}

TEST_CASE("Bookmarks nest by their level and lead to their page") {
  const FontSet fonts;
  const pdf::Reader reader(write_pdf(sample::report(fonts), fonts));
  const auto first = reader.at(reader.at(reader.catalog(), "/Outlines"), "/First");
  CHECK(first.at("/Title") == "u:Heterogeneity τ²");
  CHECK(reader.at(reader.at(first, "/First"), "/Title") == "u:Figure");
  CHECK(reader.at(reader.at(first, "/First"), "/Dest").at(0) == reader.pages().at(1));
  CHECK(reader.at(reader.at(first, "/Next"), "/Title") == "u:End");
}

TEST_CASE("An attached file is carried whole and named as the document's data") {
  const FontSet fonts;
  PdfOptions options;
  std::string bytes = "study,or\n";
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  options.attachments.push_back({"résultats (1).csv", "text/csv", "Results", bytes});
  const pdf::Reader reader(write_pdf(sample::report(fonts), fonts, options));
  const auto file = reader.resolved(reader.at(reader.catalog(), "/AF").at(0));
  CHECK(file.at("/UF") == "u:résultats (1).csv");
  CHECK(file.at("/AFRelationship") == "/Data");
  const auto stream = file.at("/EF").at("/F");
  CHECK(reader.at(stream, "/Subtype") == "/text/csv");
  CHECK(reader.data(stream) == bytes);
}
