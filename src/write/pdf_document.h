// The objects of a PDF file: pages, dictionaries, streams, bookmarks, links. libharu keeps them and
// stays behind this door; what they say is written elsewhere.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "steelyard/layout/pages.h"

namespace steelyard {

// An object as it stands in the file, without its number.
struct StoredObject {
  unsigned number = 0;
  bool is_stream = false;
  std::string bytes;
};

enum class Packing { deflated, plain };

// One for one document, used by one thread. Objects are known by their numbers; entries are the
// text between << and >>. Throws Error(defect) if libharu refuses.
class PdfDocument {
 public:
  PdfDocument(const Size& page, std::size_t page_count);
  ~PdfDocument();
  PdfDocument(const PdfDocument&) = delete;
  PdfDocument& operator=(const PdfDocument&) = delete;

  // The number of a dictionary to be filled later.
  unsigned reserve();
  void fill(unsigned object, std::string entries);
  unsigned add(std::string entries);
  unsigned add_stream(std::string entries, std::string_view data, Packing packing);

  [[nodiscard]] unsigned page(std::size_t index) const;
  // `fonts` is the dictionary of all fonts; `struct_parents` the page's key in the parent tree.
  void set_content(std::size_t index, std::string_view operators, unsigned fonts,
                   int struct_parents);
  // Returns the number of the annotation. The box is in layout's coordinates.
  unsigned add_link(std::size_t index, const Box& box, std::string_view uri,
                    std::string_view description, int struct_parent);
  void add_bookmarks(std::span<const Bookmark> bookmarks);

  // More entries for the catalog.
  void set_catalog(std::string entries);
  [[nodiscard]] unsigned catalog() const;

  // All objects in the order of their numbers. Nothing may be added afterwards.
  [[nodiscard]] std::vector<StoredObject> objects() const;

 private:
  struct Haru;
  std::unique_ptr<Haru> haru_;
};

}  // namespace steelyard
