// The door to libharu, which is used for objects, pages, links and bookmarks only.
#include "write/pdf_document.h"

#include <fmt/format.h>
#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>

#include <deque>

#include "steelyard/base/error.h"
#include "write/pdf_deflate.h"
#include "write/pdf_syntax.h"

namespace steelyard {

namespace {

// Called by libharu where it writes the entries of a dictionary.
HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream stream) {
  const auto* entries = static_cast<const std::string*>(dict->attr);
  if (entries->empty()) return HPDF_OK;
  return HPDF_Stream_Write(stream, reinterpret_cast<const HPDF_BYTE*>(entries->data()),
                           static_cast<HPDF_UINT>(entries->size()));
}

HPDF_STATUS append_to_string(HPDF_Stream stream, const HPDF_BYTE* bytes, HPDF_UINT size) {
  static_cast<std::string*>(stream->attr)->append(reinterpret_cast<const char*>(bytes), size);
  return HPDF_OK;
}

unsigned number_of(const void* object) {
  // The high bits of an object's number are libharu's own flags.
  return static_cast<const HPDF_Obj_Header*>(object)->obj_id & 0x00FFFFFFU;
}

bool has_class(const void* object, unsigned wanted) {
  return (static_cast<const HPDF_Obj_Header*>(object)->obj_class & HPDF_OCLASS_ANY) == wanted;
}

// What a URI may hold; the rest is written as %xx (RFC 3986, 2.1).
std::string ascii_uri(std::string_view uri) {
  std::string text;
  for (const char c : uri) {
    if (c > 0x20 && c < 0x7F && c != '<' && c != '>' && c != '"')
      text += c;
    else
      text += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return text;
}

}  // namespace

struct PdfDocument::Haru {
  HPDF_Doc doc = nullptr;
  Size page_size;
  std::vector<HPDF_Page> pages;
  std::deque<std::string> texts;  // entries, at addresses that last
  Deflater deflate;

  // libharu remembers its first error and refuses everything after it.
  void check() const {
    if (doc == nullptr || HPDF_GetError(doc) != HPDF_OK)
      throw Error(Exit::defect,
                  fmt::format("libharu refused an object of the document: error {:#06x}, detail {}",
                              doc == nullptr ? HPDF_STATUS{0} : HPDF_GetError(doc),
                              doc == nullptr ? HPDF_STATUS{0} : HPDF_GetErrorDetail(doc)));
  }

  template <class T>
  T* checked(T* object) const {
    check();
    if (object == nullptr) throw Error(Exit::defect, "libharu gave no object");
    return object;
  }

  void attach(HPDF_Dict dict, std::string entries) {
    dict->attr = &texts.emplace_back(std::move(entries));
    dict->write_fn = write_entries;
  }

  void write(HPDF_Stream stream, std::string_view data) const {
    HPDF_Stream_Write(stream, reinterpret_cast<const HPDF_BYTE*>(data.data()),
                      static_cast<HPDF_UINT>(data.size()));
    check();
  }

  [[nodiscard]] void* object(unsigned number) const {
    return checked(HPDF_Xref_GetEntry(doc->xref, number))->obj;
  }

  // Text for people as a string object of its own: libharu's encoder knows no UTF-16.
  [[nodiscard]] HPDF_Binary text(std::string_view utf8) const {
    std::string bytes = utf16(one_line(utf8));
    return checked(HPDF_Binary_New(doc->mmgr, reinterpret_cast<HPDF_BYTE*>(bytes.data()),
                                   static_cast<HPDF_UINT>(bytes.size())));
  }
};

PdfDocument::PdfDocument(const Size& page, std::size_t page_count)
    : haru_(std::make_unique<Haru>()) {
  constexpr double least = 3, most = 14400;  // ISO 19005-3, 6.1.13
  const auto fits = [&](double side) { return side >= least && side <= most; };
  if (!fits(page.width) || !fits(page.height))
    throw Error(Exit::data, fmt::format("the page is {} by {} points, but must be {} to {}",
                                        page.width, page.height, least, most));
  haru_->doc = HPDF_New(nullptr, nullptr);
  haru_->check();
  haru_->doc->pdf_version = HPDF_VER_17;
  haru_->page_size = page;
  for (std::size_t i = 0; i < page_count; ++i) {
    HPDF_Page added = haru_->checked(HPDF_AddPage(haru_->doc));
    HPDF_Page_SetWidth(added, static_cast<HPDF_REAL>(page.width));
    HPDF_Page_SetHeight(added, static_cast<HPDF_REAL>(page.height));
    haru_->pages.push_back(added);
  }
  haru_->check();
}

PdfDocument::~PdfDocument() {
  if (haru_->doc != nullptr) HPDF_Free(haru_->doc);
}

unsigned PdfDocument::reserve() {
  return add({});
}

unsigned PdfDocument::add(std::string entries) {
  HPDF_Dict dict = haru_->checked(HPDF_Dict_New(haru_->doc->mmgr));
  haru_->attach(dict, std::move(entries));
  HPDF_Xref_Add(haru_->doc->xref, dict);
  haru_->check();
  return number_of(dict);
}

void PdfDocument::fill(unsigned object, std::string entries) {
  *static_cast<std::string*>(static_cast<HPDF_Dict>(haru_->object(object))->attr) =
      std::move(entries);
}

unsigned PdfDocument::add_stream(std::string entries, std::string_view data, Packing packing) {
  HPDF_Dict dict = haru_->checked(HPDF_DictStream_New(haru_->doc->mmgr, haru_->doc->xref));
  if (packing == Packing::deflated) {
    haru_->write(dict->stream, haru_->deflate(data));
    entries += "/Filter /FlateDecode\n";
  } else {
    haru_->write(dict->stream, data);
  }
  haru_->attach(dict, std::move(entries));
  return number_of(dict);
}

unsigned PdfDocument::page(std::size_t index) const {
  return number_of(haru_->pages[index]);
}

void PdfDocument::set_content(std::size_t index, std::string_view operators, unsigned fonts,
                              int struct_parents) {
  HPDF_Page page = haru_->pages[index];
  auto* attributes = static_cast<HPDF_PageAttr>(page->attr);
  haru_->write(attributes->stream, haru_->deflate(operators));
  haru_->attach(attributes->contents, "/Filter /FlateDecode\n");
  auto* resources = static_cast<HPDF_Dict>(HPDF_Dict_GetItem(page, "Resources", HPDF_OCLASS_DICT));
  HPDF_Dict_RemoveElement(haru_->checked(resources), "ProcSet");
  HPDF_Dict_Add(resources, "Font", haru_->object(fonts));
  HPDF_Dict_AddNumber(page, "StructParents", struct_parents);
  HPDF_Dict_AddName(page, "Tabs", "S");  // tab order follows the structure: ISO 14289-1, 7.18.3
  haru_->check();
}

unsigned PdfDocument::add_link(std::size_t index, const Box& box, std::string_view uri,
                               std::string_view description, int struct_parent) {
  const double height = haru_->page_size.height;
  const HPDF_Rect rectangle{
      static_cast<HPDF_REAL>(box.x), static_cast<HPDF_REAL>(height - box.bottom()),
      static_cast<HPDF_REAL>(box.right()), static_cast<HPDF_REAL>(height - box.y)};
  HPDF_Annotation annotation = haru_->checked(
      HPDF_Page_CreateURILinkAnnot(haru_->pages[index], rectangle, ascii_uri(uri).c_str()));
  HPDF_LinkAnnot_SetBorderStyle(annotation, 0, 0, 0);
  HPDF_Dict_AddNumber(annotation, "F", 4);  // printed
  HPDF_Dict_AddNumber(annotation, "StructParent", struct_parent);
  HPDF_Dict_Add(annotation, "Contents", haru_->text(description));
  haru_->check();
  return number_of(annotation);
}

void PdfDocument::add_bookmarks(std::span<const Bookmark> bookmarks) {
  if (bookmarks.empty()) return;
  struct Open {
    int level;
    HPDF_Outline outline;
  };
  std::vector<Open> open;  // the way down to the last bookmark
  for (const Bookmark& bookmark : bookmarks) {
    while (!open.empty() && open.back().level >= bookmark.level) open.pop_back();
    HPDF_Outline parent = open.empty() ? nullptr : open.back().outline;
    HPDF_Outline outline =
        haru_->checked(HPDF_CreateOutline(haru_->doc, parent, "untitled", nullptr));
    HPDF_Dict_Add(outline, "Title", haru_->text(bookmark.title));

    HPDF_Array destination = haru_->checked(HPDF_Array_New(haru_->doc->mmgr));
    HPDF_Array_Add(destination, haru_->pages[static_cast<std::size_t>(bookmark.page)]);
    HPDF_Array_AddName(destination, "XYZ");
    HPDF_Array_AddNumber(destination, 0);
    HPDF_Array_AddReal(destination, static_cast<HPDF_REAL>(haru_->page_size.height - bookmark.y));
    HPDF_Array_Add(destination, HPDF_Null_New(haru_->doc->mmgr));  // the reader's own zoom
    HPDF_Dict_Add(outline, "Dest", destination);
    open.push_back({bookmark.level, outline});
  }
  HPDF_SetPageMode(haru_->doc, HPDF_PAGE_MODE_USE_OUTLINE);
  haru_->check();
}

void PdfDocument::set_catalog(std::string entries) {
  haru_->attach(haru_->doc->catalog, std::move(entries));
}

unsigned PdfDocument::catalog() const {
  return number_of(haru_->doc->catalog);
}

std::vector<StoredObject> PdfDocument::objects() const {
  std::string bytes;
  HPDF_Stream out =
      haru_->checked(HPDF_CallbackWriter_New(haru_->doc->mmgr, append_to_string, &bytes));
  std::vector<StoredObject> objects;
  // A stream's length is an object of its own, numbered after it and known once it is written.
  for (unsigned i = 1; i < haru_->doc->xref->entries->count; ++i) {
    void* object = HPDF_Xref_GetEntry(haru_->doc->xref, i)->obj;
    bytes.clear();
    out->size = 0;
    HPDF_Obj_WriteValue(object, out, nullptr);
    const bool is_stream =
        has_class(object, HPDF_OCLASS_DICT) && static_cast<HPDF_Dict>(object)->stream != nullptr;
    objects.push_back({i, is_stream, bytes});
  }
  HPDF_Stream_Free(out);
  haru_->check();
  return objects;
}

}  // namespace steelyard
