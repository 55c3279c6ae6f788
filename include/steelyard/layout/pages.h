/// Placed items, ready to be written: each with its position and its place in the structure.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "steelyard/document/document.h"
#include "steelyard/document/style.h"
#include "steelyard/draw/drawing.h"
#include "steelyard/draw/fonts.h"

namespace steelyard {

/// One line, or a piece of a line, of set text. x, y is the start of its baseline, from the top
/// left corner of the page.
struct TextPiece {
  Point at;
  std::string text;
  Face face = Face::regular;
  double size = 10;
  Colour colour;
  double width = 0;        ///< as measured
};

/// What is painted: text or one mark of a drawing, in page coordinates.
using Ink = std::variant<TextPiece, Line, Rectangle, Circle, Polygon, People>;

/// A piece of the structure tree. Types are PDF structure types.
struct Tag {
  std::string type;          ///< "Document", "H1", "P", "Table", "THead", "TBody", "TR", "TH", "TD",
                             ///< "Caption", "Figure", "L", "LI", "Lbl", "LBody", "Link", "Div", "Span"
  int parent = -1;           ///< index into Pages::tags; -1 only for the Document
  std::string alt;           ///< of a Figure
  std::string scope;         ///< of a TH: "Row" or "Column"
  std::string id;            ///< of a TH, unique in the document
  std::vector<std::string> headers;  ///< of a TD: ids of its header cells
  int column_span = 1;
  std::string link;          ///< of a Link: its URI
  std::string summary;       ///< of a Table
};

/// Items are in reading order within a page.
struct Item {
  Ink ink;
  int tag = -1;              ///< index into Pages::tags; -1: an artifact (decoration, running head)
  bool pagination = false;   ///< an artifact of the page (head, foot, page number, repeated header)
};

struct Page {
  std::vector<Item> items;
};

struct Bookmark {
  std::string title;
  int level = 1;             ///< 1 for H2, 2 for H3 …
  int page = 0;              ///< from 0
  double y = 0;              ///< from the top of the page
};

struct Pages {
  Size size;
  std::string title, subject, author, lang;
  Date date;
  std::vector<Tag> tags;     ///< tags[0] is the Document; parents stand before children, and
                             ///< siblings in reading order
  std::vector<Page> pages;
  std::vector<Bookmark> bookmarks;
};

/// Places a document on pages.
///
/// Headings keep with what follows; no widows or orphans (at least two lines of a paragraph on
/// each side of a break); tables split between rows with their header repeated (as an artifact
/// after the first time); figures and columns move whole to the next page if they fit there, and
/// panels do unless more than a quarter of the page would stay empty: then they split between their
/// blocks and list items. Notes stay with what stands before them. A text that cannot fit (a word longer than its column) is broken, never clipped.
Pages lay_out(const Document& document, const Style& style, const FontMetrics& fonts);

/// A readable text form of the pages, for tests: one line an item, positions to one decimal.
std::string dump(const Pages& pages);

}  // namespace steelyard
