// Structure elements, parent tree and header names (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7).
#include "write/pdf_tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "steelyard/base/error.h"
#include "write/ink_bounds.h"
#include "write/pdf_syntax.h"

namespace steelyard {

namespace {

constexpr std::size_t leaf_size = 64;  // entries in one leaf of a name or number tree

[[noreturn]] void refuse(std::string_view type, std::string_view problem) {
  throw Error(Exit::defect, fmt::format("a tag {} {}", type, problem));
}

// A tree of one level. Entries are already spelled, keys too.
std::string tree_entries(PdfDocument& document, std::string_view kind,
                         const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string leaves;
  for (std::size_t at = 0; at < entries.size(); at += leaf_size) {
    const std::size_t end = std::min(entries.size(), at + leaf_size);
    std::string leaf;
    for (std::size_t i = at; i < end; ++i)
      leaf += entries[i].first + " " + entries[i].second + "\n";
    leaves += reference(document.add(fmt::format("/Limits [{} {}] /{} [{}]", entries[at].first,
                                                 entries[end - 1].first, kind, leaf))) +
              " ";
  }
  return "/Kids [" + leaves + "]";
}

std::string numbering_of(const std::string& label) {
  if (label.empty()) return "None";
  return label.front() >= '0' && label.front() <= '9' ? "Decimal" : "Disc";
}

}  // namespace

StructureTree::StructureTree(const Pages& pages, PdfDocument& document)
    : pages_(pages), document_(document), elements_(pages.tags.size()), marks_(pages.pages.size()) {
  check();
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    elements_[i].object = document.reserve();
    if (i > 0) elements_[static_cast<std::size_t>(pages.tags[i].parent)].children.push_back(i);
  }
}

void StructureTree::check() const {
  const auto& tags = pages_.tags;
  if (tags.empty() || tags.front().type != "Document")
    throw Error(Exit::defect, "the first tag of a document is not Document");
  std::vector<std::string_view> ids;
  for (const Tag& tag : tags)
    if (!tag.id.empty()) ids.push_back(tag.id);
  std::ranges::sort(ids);
  if (const auto twice = std::ranges::adjacent_find(ids); twice != ids.end())
    refuse("TH", fmt::format("shares its id {} with another", *twice));
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const Tag& tag = tags[i];
    if (i > 0 && (tag.parent < 0 || static_cast<std::size_t>(tag.parent) >= i))
      refuse(tag.type, "stands before its parent");
    if (tag.type == "Figure" && tag.alt.empty()) refuse("Figure", "has no alternative text");
    if (tag.type == "Link" && tag.link.empty()) refuse("Link", "has no address");
    if (tag.type == "TH" && tag.scope != "Row" && tag.scope != "Column")
      refuse("TH", fmt::format("has the scope \"{}\", but must have Row or Column", tag.scope));
    for (const std::string& header : tag.headers)
      if (!std::ranges::binary_search(ids, std::string_view(header)))
        refuse(tag.type, fmt::format("names the header {}, which no cell has", header));
  }
  for (const Page& page : pages_.pages)
    for (const Item& item : page.items)
      if (item.tag >= static_cast<int>(tags.size()))
        throw Error(Exit::defect, fmt::format("an item has the tag {}, but there are only {}",
                                              item.tag, tags.size()));
  for (const Bookmark& bookmark : pages_.bookmarks)
    if (bookmark.page < 0 || static_cast<std::size_t>(bookmark.page) >= pages_.pages.size())
      throw Error(Exit::defect,
                  fmt::format("the bookmark \"{}\" leads to page {}, but there are {}",
                              bookmark.title, bookmark.page + 1, pages_.pages.size()));
}

void StructureTree::place(std::size_t tag) {
  if (tag == 0) return;
  const auto parent = static_cast<std::size_t>(pages_.tags[tag].parent);
  place(parent);
  Element& element = elements_[parent];
  while (element.next_child < element.children.size() &&
         element.children[element.next_child] <= tag)
    element.kids.emplace_back(Child{element.children[element.next_child++]});
}

void StructureTree::place_rest(std::size_t tag) {
  Element& element = elements_[tag];
  while (element.next_child < element.children.size())
    element.kids.emplace_back(Child{element.children[element.next_child++]});
}

int StructureTree::mark(std::size_t page, std::size_t tag) {
  place(tag);
  const int number = static_cast<int>(marks_[page].size());
  marks_[page].push_back(tag);
  Element& element = elements_[tag];
  if (!element.page) element.page = page;
  element.kids.emplace_back(Mark{page, number});
  return number;
}

void StructureTree::cover(std::size_t page, std::size_t tag, const Box& box) {
  for (std::size_t at = tag; at != 0; at = static_cast<std::size_t>(pages_.tags[at].parent)) {
    if (pages_.tags[at].type != "Figure") continue;
    Element& element = elements_[at];
    if (!element.page) element.page = page;
    if (element.page == page) element.box = element.box ? united(*element.box, box) : box;
  }
}

int StructureTree::next_key() const {
  return static_cast<int>(marks_.size() + annotations_.size());
}

void StructureTree::add_annotation(std::size_t page, std::size_t tag, unsigned annotation) {
  annotations_.push_back(tag);
  elements_[tag].kids.emplace_back(Annotation{page, annotation});
}

void StructureTree::note_label(std::size_t tag, const std::string& text) {
  if (pages_.tags[tag].type != "Lbl") return;
  std::size_t list = tag;
  while (list != 0 && pages_.tags[list].type != "L")
    list = static_cast<std::size_t>(pages_.tags[list].parent);
  if (list != 0 && elements_[list].numbering.empty())
    elements_[list].numbering = numbering_of(text);
}

std::string StructureTree::kids(const Element& element) const {
  std::string text;
  for (const Kid& kid : element.kids) {
    if (const Mark* mark = std::get_if<Mark>(&kid)) {
      if (mark->page == element.page)
        text += fmt::format("{} ", mark->number);
      else
        text += fmt::format("<</Type /MCR /Pg {} /MCID {}>> ",
                            reference(document_.page(mark->page)), mark->number);
    } else if (const Annotation* annotation = std::get_if<Annotation>(&kid)) {
      text +=
          fmt::format("<</Type /OBJR /Pg {} /Obj {}>> ",
                      reference(document_.page(annotation->page)), reference(annotation->object));
    } else {
      text += reference(elements_[std::get<Child>(kid).tag].object) + " ";
    }
  }
  return text;
}

std::string StructureTree::attributes(std::size_t tag) const {
  const Tag& what = pages_.tags[tag];
  const Element& element = elements_[tag];
  std::string table;
  if (what.type == "TH") table += " /Scope /" + what.scope;
  if (what.column_span != 1) table += fmt::format(" /ColSpan {}", what.column_span);
  if (!what.summary.empty()) table += " /Summary " + text_string(what.summary);
  if (!what.headers.empty()) {
    table += " /Headers [";
    for (const std::string& header : what.headers) table += byte_string(header);
    table += "]";
  }
  if (!table.empty()) return "<</O /Table" + table + ">>";
  if (what.type == "L" && !element.numbering.empty())
    return "<</O /List /ListNumbering /" + element.numbering + ">>";
  if (what.type == "Figure" && element.box) {
    const double height = pages_.size.height;
    return fmt::format("<</O /Layout /Placement /Block /BBox [{} {} {} {}]>>",
                       pdf_number(element.box->x), pdf_number(height - element.box->bottom()),
                       pdf_number(element.box->right()), pdf_number(height - element.box->y));
  }
  return {};
}

std::string StructureTree::entries(std::size_t tag, unsigned root) const {
  const Tag& what = pages_.tags[tag];
  const Element& element = elements_[tag];
  const unsigned parent = tag == 0 ? root : elements_[static_cast<std::size_t>(what.parent)].object;
  std::string text = "/S " + pdf_name(what.type) + " /P " + reference(parent);
  if (element.page) text += " /Pg " + reference(document_.page(*element.page));
  if (!what.alt.empty()) text += " /Alt " + text_string(what.alt);
  if (!what.id.empty()) text += " /ID " + byte_string(what.id);
  if (const std::string given = attributes(tag); !given.empty()) text += " /A " + given;
  if (!element.kids.empty()) text += " /K [" + kids(element) + "]";
  return text;
}

// Each page's marks under the page's number, then each annotation under its own key.
unsigned StructureTree::write_parent_tree() {
  std::vector<std::pair<std::string, std::string>> entries;
  const auto object = [&](std::size_t tag) { return reference(elements_[tag].object); };
  for (const std::vector<std::size_t>& page : marks_) {
    std::string parents;
    for (const std::size_t tag : page) parents += object(tag) + " ";
    entries.emplace_back(std::to_string(entries.size()), "[" + parents + "]");
  }
  for (const std::size_t tag : annotations_)
    entries.emplace_back(std::to_string(entries.size()), object(tag));
  return document_.add(tree_entries(document_, "Nums", entries));
}

std::string StructureTree::id_tree() {
  std::vector<std::pair<std::string, std::size_t>> ids;
  for (std::size_t i = 0; i < elements_.size(); ++i)
    if (!pages_.tags[i].id.empty()) ids.emplace_back(pages_.tags[i].id, i);
  if (ids.empty()) return {};
  std::ranges::sort(ids);
  std::vector<std::pair<std::string, std::string>> entries;
  for (const auto& [id, tag] : ids)
    entries.emplace_back(byte_string(id), reference(elements_[tag].object));
  return " /IDTree " + reference(document_.add(tree_entries(document_, "Names", entries)));
}

unsigned StructureTree::write() {
  const unsigned root = document_.reserve();
  for (std::size_t i = 0; i < elements_.size(); ++i) place_rest(i);
  for (std::size_t i = 0; i < elements_.size(); ++i)
    document_.fill(elements_[i].object, entries(i, root));
  const unsigned parents = write_parent_tree();
  document_.fill(root, fmt::format("/Type /StructTreeRoot /K [{}] /ParentTree {} "
                                   "/ParentTreeNextKey {}{}",
                                   reference(elements_.front().object), reference(parents),
                                   next_key(), id_tree()));
  return root;
}

}  // namespace steelyard
