// The structure tree: what a reader who cannot see the page is told of it.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "steelyard/layout/pages.h"
#include "write/pdf_document.h"

namespace steelyard {

// Marks are met in reading order; a tag takes its place among its siblings when its first mark is
// met, after the siblings that stand before it.
class StructureTree {
 public:
  // Reserves the objects. Throws Error(defect) if the tags break a rule that PDF/UA checks.
  StructureTree(const Pages& pages, PdfDocument& document);

  // The number of a new piece of marked content on a page.
  int mark(std::size_t page, std::size_t tag);
  // Joins a painted box to the figures it stands in.
  void cover(std::size_t page, std::size_t tag, const Box& box);
  // The key under which an annotation made next is found in the parent tree.
  [[nodiscard]] int next_key() const;
  void add_annotation(std::size_t page, std::size_t tag, unsigned annotation);
  // Text of a list's label, from which the kind of its numbering is told.
  void note_label(std::size_t tag, const std::string& text);

  // Writes the tree; returns its root object.
  unsigned write();

 private:
  struct Mark {
    std::size_t page;
    int number;
  };
  struct Annotation {
    std::size_t page;
    unsigned object;
  };
  struct Child {
    std::size_t tag;
  };
  using Kid = std::variant<Mark, Annotation, Child>;
  struct Element {
    unsigned object = 0;
    std::vector<Kid> kids;
    std::vector<std::size_t> children;  // tags
    std::size_t next_child = 0;         // the first of them not yet among the kids
    std::optional<std::size_t> page;    // of the first mark
    std::optional<Box> box;
    std::string numbering;  // of a list
  };

  void check() const;
  void place(std::size_t tag);
  void place_rest(std::size_t tag);
  [[nodiscard]] std::string entries(std::size_t tag, unsigned root) const;
  [[nodiscard]] std::string kids(const Element& element) const;
  [[nodiscard]] std::string attributes(std::size_t tag) const;
  unsigned write_parent_tree();
  [[nodiscard]] std::string id_tree();

  const Pages& pages_;
  PdfDocument& document_;
  std::vector<Element> elements_;
  std::vector<std::vector<std::size_t>> marks_;  // of each page: the tag of each mark
  std::vector<std::size_t> annotations_;         // the tag of each annotation
};

}  // namespace steelyard
