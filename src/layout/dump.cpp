// Pages as readable text: the structure, then one line an item.
#include <string>

#include "steelyard/base/text.h"
#include "steelyard/layout/pages.h"

namespace steelyard {
namespace {

std::string number(double value) {
  return fixed(value, 1);
}
std::string point(Point at) {
  return number(at.x) + "," + number(at.y);
}

struct InkText {
  std::string operator()(const TextPiece& text) const {
    static constexpr const char* faces[] = {"", " bold", " italic", " semibold"};
    return "text " + point(text.at) + " w" + number(text.width) + " " + number(text.size) + "pt" +
           faces[static_cast<int>(text.face)] + " \"" + text.text + "\"";
  }
  std::string operator()(const Line& line) const {
    return "line " + point(line.from) + " to " + point(line.to);
  }
  std::string operator()(const Rectangle& mark) const {
    return "box " + number(mark.box.x) + "," + number(mark.box.y) + " " + number(mark.box.width) +
           " x " + number(mark.box.height);
  }
  std::string operator()(const Circle& mark) const {
    return "circle " + point(mark.centre) + " r" + number(mark.radius);
  }
  std::string operator()(const Polygon& mark) const {
    std::string text = "polygon";
    for (const Point& at : mark.points) text += ' ' + point(at);
    return text;
  }
  std::string operator()(const People& people) const {
    return std::to_string(people.at.size()) + (people.fill ? " people" : " open people") +
           (people.at.empty() ? "" : " from " + point(people.at.front()));
  }
};

std::string tag_line(const Tag& tag) {
  std::string text = tag.type;
  if (!tag.scope.empty()) text += " scope " + tag.scope;
  if (!tag.id.empty()) text += " id " + tag.id;
  if (tag.column_span > 1) text += " span " + std::to_string(tag.column_span);
  if (!tag.headers.empty()) {
    text += " headers";
    for (const std::string& header : tag.headers) text += ' ' + header;
  }
  if (!tag.link.empty()) text += " to " + tag.link;
  if (!tag.alt.empty()) text += " \"" + tag.alt + "\"";
  return text;
}

}  // namespace

std::string dump(const Pages& pages) {
  std::string out = "pages " + number(pages.size.width) + " x " + number(pages.size.height) + ": " +
                    pages.title + "\n\nstructure\n";
  std::vector<std::size_t> depth(pages.tags.size(), 0);
  for (std::size_t t = 0; t < pages.tags.size(); ++t) {
    const int parent = pages.tags[t].parent;
    depth[t] = parent < 0 ? 0 : depth[static_cast<std::size_t>(parent)] + 1;
    out += std::string(2 * depth[t] + 2, ' ') + std::to_string(t) + " " + tag_line(pages.tags[t]) +
           "\n";
  }
  for (const Bookmark& bookmark : pages.bookmarks)
    out += "bookmark " + std::to_string(bookmark.level) + ", page " +
           std::to_string(bookmark.page + 1) + " at " + number(bookmark.y) + ": " + bookmark.title +
           "\n";
  for (std::size_t p = 0; p < pages.pages.size(); ++p) {
    out += "\npage " + std::to_string(p + 1) + "\n";
    for (const Item& item : pages.pages[p].items) {
      const std::string owner =
          item.tag >= 0
              ? pages.tags[static_cast<std::size_t>(item.tag)].type + " " + std::to_string(item.tag)
              : std::string(item.pagination ? "(page)" : "(decoration)");
      out += "  " + owner + ": " + std::visit(InkText{}, item.ink) + "\n";
    }
  }
  return out;
}

}  // namespace steelyard
