// Pages to a tagged PDF: content of each page, links, structure, fonts, metadata, file.
#include "steelyard/write/pdf.h"

#include <fmt/format.h>

#include <cmath>
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
        tree_(pages, document_) {}

  std::string write(const PdfOptions& options);

 private:
  std::string write_page(std::size_t index);
  void begin(ContentStream& content, std::size_t page, const Item& item);
  void paint(ContentStream& content, std::size_t page, std::size_t item);
  void write_links(std::size_t page);
  // The nearest tag of a kind at or above a tag.
  [[nodiscard]] std::optional<std::size_t> inside(std::size_t tag, std::string_view type) const;
  // The tag of the block that holds a piece of running text.
  [[nodiscard]] std::size_t block(std::size_t tag) const;
  [[nodiscard]] bool ends_word(const Item& item, const Item& next) const;

  const Pages& pages_;
  const FontSet& metrics_;
  PdfDocument document_;
  DocumentFonts fonts_;
  TagTree tree_;
};

std::optional<std::size_t> PdfWriter::inside(std::size_t tag, std::string_view type) const {
  for (; tag != 0; tag = static_cast<std::size_t>(pages_.tags[tag].parent))
    if (pages_.tags[tag].type == type) return tag;
  return std::nullopt;
}

std::size_t PdfWriter::block(std::size_t tag) const {
  while (tag != 0 && (pages_.tags[tag].type == "Span" || pages_.tags[tag].type == "Link"))
    tag = static_cast<std::size_t>(pages_.tags[tag].parent);
  return tag;
}

// True if two pieces of one block stand apart on the page but nothing in their text says so: a
// reader that goes by the text alone would run their words together.
bool PdfWriter::ends_word(const Item& item, const Item& next) const {
  const auto* piece = std::get_if<TextPiece>(&item.ink);
  const auto* following = std::get_if<TextPiece>(&next.ink);
  if (piece == nullptr || following == nullptr || item.tag < 0 || next.tag < 0) return false;
  if (block(static_cast<std::size_t>(item.tag)) != block(static_cast<std::size_t>(next.tag)))
    return false;
  if (piece->text.empty() || piece->text.back() == ' ' || following->text.starts_with(' '))
    return false;
  constexpr double same_line = 0.1, word_gap = 0.1;  // of the size
  if (std::abs(piece->at.y - following->at.y) > same_line * piece->size)
    return std::abs(piece->at.y - following->at.y) > 0.7 * piece->size;  // no raised figure
  return following->at.x - bounds(item.ink, metrics_).right() > word_gap * piece->size;
}

void PdfWriter::begin(ContentStream& content, std::size_t page, const Item& item) {
  if (item.tag < 0) {
    content.begin_artifact(item.pagination);
    return;
  }
  const auto tag = static_cast<std::size_t>(item.tag);
  if (tag >= pages_.tags.size())
    throw Error(Exit::defect,
                fmt::format("an item has the tag {}, but there are {}", tag, pages_.tags.size()));
  content.begin_tag(pages_.tags[tag].type, tree_.mark(page, tag));
}

void PdfWriter::paint(ContentStream& content, std::size_t page, std::size_t index) {
  const std::vector<Item>& items = pages_.pages[page].items;
  const Item& item = items[index];
  const auto* piece = std::get_if<TextPiece>(&item.ink);
  if (piece != nullptr && index + 1 < items.size() && ends_word(item, items[index + 1]))
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
