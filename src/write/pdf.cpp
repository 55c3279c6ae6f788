// Pages to a tagged PDF: content of each page, links, structure, fonts, metadata, file.
#include "steelyard/write/pdf.h"

#include <optional>

#include "steelyard/base/error.h"
#include "write/ink_bounds.h"
#include "write/pdf_content.h"
#include "write/pdf_document.h"
#include "write/pdf_metadata.h"
#include "write/pdf_save.h"
#include "write/pdf_subset.h"
#include "write/pdf_syntax.h"
#include "write/pdf_tags.h"
#include "write/word_ends.h"

namespace steelyard {

namespace {

// A part of a link on one line: what a pointer can hit.
struct LinkArea {
  std::size_t tag = 0;
  double baseline = 0;
  Box box;
};

class PdfWriter {
 public:
  PdfWriter(const Pages& pages, const FontSet& fonts)
      : pages_(pages),
        metrics_(fonts),
        document_(pages.size, pages.pages.size()),
        fonts_(fonts),
        tree_(pages, document_),
        word_ends_(word_ends(pages, fonts)) {}

  std::string write(const PdfOptions& options);

 private:
  std::string write_page(std::size_t index);
  void begin(ContentStream& content, std::size_t page, const Item& item);
  void paint(ContentStream& content, std::size_t page, std::size_t index);
  void write_links(std::size_t page);
  // The nearest tag of a kind at or above a tag.
  [[nodiscard]] std::optional<std::size_t> inside(std::size_t tag, std::string_view type) const;

  const Pages& pages_;
  const FontSet& metrics_;
  PdfDocument document_;
  DocumentFonts fonts_;
  StructureTree tree_;
  std::vector<std::vector<bool>> word_ends_;
};

std::optional<std::size_t> PdfWriter::inside(std::size_t tag, std::string_view type) const {
  for (; tag != 0; tag = static_cast<std::size_t>(pages_.tags[tag].parent))
    if (pages_.tags[tag].type == type) return tag;
  return std::nullopt;
}

void PdfWriter::begin(ContentStream& content, std::size_t page, const Item& item) {
  if (item.tag < 0) {
    content.begin_artifact(item.pagination);
    return;
  }
  const auto tag = static_cast<std::size_t>(item.tag);
  content.begin_tag(pages_.tags[tag].type, tree_.mark(page, tag));
}

void PdfWriter::paint(ContentStream& content, std::size_t page, std::size_t index) {
  const Item& item = pages_.pages[page].items[index];
  const auto* piece = std::get_if<TextPiece>(&item.ink);
  if (piece != nullptr && word_ends_[page][index])
    content.paint_spaced(*piece);
  else
    content.paint(item.ink);
  if (item.tag < 0) return;
  const auto tag = static_cast<std::size_t>(item.tag);
  if (inside(tag, "Figure")) tree_.cover(page, tag, bounds(item.ink, metrics_));
  if (piece != nullptr) tree_.note_label(tag, piece->text);
}

std::string PdfWriter::write_page(std::size_t index) {
  ContentStream content(pages_.size.height, fonts_);
  const std::vector<Item>& items = pages_.pages[index].items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto same = [&](const Item& other) {
      return items[i].tag == other.tag &&
             (items[i].tag >= 0 || items[i].pagination == other.pagination);
    };
    if (i == 0 || !same(items[i - 1])) begin(content, index, items[i]);
    paint(content, index, i);
    if (i + 1 == items.size() || !same(items[i + 1])) content.end();
  }
  return content.operators();
}

void PdfWriter::write_links(std::size_t page) {
  std::vector<LinkArea> areas;
  for (const Item& item : pages_.pages[page].items) {
    const auto* piece = std::get_if<TextPiece>(&item.ink);
    if (piece == nullptr || item.tag < 0) continue;
    const auto link = inside(static_cast<std::size_t>(item.tag), "Link");
    if (!link) continue;
    const Box box = bounds(item.ink, metrics_);
    if (!areas.empty() && areas.back().tag == *link && areas.back().baseline == piece->at.y)
      areas.back().box = united(areas.back().box, box);
    else
      areas.push_back({*link, piece->at.y, box});
  }
  for (const LinkArea& area : areas) {
    const Tag& tag = pages_.tags[area.tag];
    const std::string description = tag.alt.empty() ? "Link to " + tag.link : tag.alt;
    tree_.add_annotation(
        page, area.tag,
        document_.add_link(page, area.box, tag.link, description, tree_.next_key()));
  }
}

std::string PdfWriter::write(const PdfOptions& options) {
  if (pages_.pages.empty()) throw Error(Exit::defect, "a document has no pages");
  std::vector<std::string> contents;
  for (std::size_t i = 0; i < pages_.pages.size(); ++i) contents.push_back(write_page(i));
  const unsigned fonts = fonts_.write(document_);
  for (std::size_t i = 0; i < contents.size(); ++i) {
    document_.set_content(i, contents[i], fonts, static_cast<int>(i));
    write_links(i);
  }
  const unsigned structure = tree_.write();
  document_.add_bookmarks(pages_.bookmarks);
  const unsigned info = write_info(document_, pages_);
  document_.set_catalog("/StructTreeRoot " + reference(structure) + "\n" +
                        write_metadata(document_, pages_, options.attachments));
  return save_pdf(document_.objects(), document_.catalog(), info);
}

}  // namespace

std::string write_pdf(const Pages& pages, const FontSet& fonts, const PdfOptions& options) {
  return PdfWriter(pages, fonts).write(options);
}

}  // namespace steelyard
