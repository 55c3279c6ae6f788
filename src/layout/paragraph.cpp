// Headings, paragraphs and lists: one strip a line.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "layout/blocks.h"

namespace steelyard {
namespace {

struct RoleLook {
  const TextStyle* style;
  Colour colour;
  bool bold;
};

RoleLook look_of(ParagraphRole role, const Style& style) {
  switch (role) {
    case ParagraphRole::lead:
      return {&style.lead, style.ink, false};
    case ParagraphRole::caption:
      return {&style.caption, style.ink, false};
    case ParagraphRole::note:
      return {&style.note, style.muted, false};
    case ParagraphRole::small:
      return {&style.small, style.muted, false};
    case ParagraphRole::label:
      return {&style.label, style.muted, true};
    case ParagraphRole::body:
      break;
  }
  return {&style.body, style.ink, false};
}

const TextStyle& heading_style(int level, const Style& style) {
  if (level <= 1) return style.title;
  return level == 2 ? style.heading2 : style.heading3;
}

std::string plain_text(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) text += run.text;
  return text;
}

bool announces(const Runs& runs) {
  const std::string text = plain_text(runs);
  return !text.empty() && text.back() == ':';
}

Strips lines_as_strips(const SetText& text, const Runs& runs, const TextStyle& text_style,
                       const Area& area, int tag, Galley& galley) {
  Strips strips;
  std::map<int, int> links;
  const double height = text_style.size * text_style.leading;
  const double baseline = baseline_in(height, text.size, galley.fonts);
  for (const SetLine& line : text.lines) {
    Strip strip;
    strip.height = height;
    put_line(strip.items, line, text.size, {area.x, baseline}, tag, runs, links, galley.tags);
    strips.push_back(std::move(strip));
  }
  if (strips.empty()) return strips;
  strips.front().before = text_style.space_before;
  strips.back().after = text_style.space_after;
  for (Strip& strip : strips) strip.goes_on = &strip != &strips.back();
  // At least two lines either side of a break.
  const std::size_t count = strips.size();
  if (count > 1) strips[0].keep_with_next = strips[count - 2].keep_with_next = true;
  return strips;
}

}  // namespace

Strips text_strips(const Runs& runs, const TextStyle& text_style, const TextLook& look,
                   const Area& area, int tag, Galley& galley) {
  return lines_as_strips(set_text(runs, look, area.width, galley.style, galley.fonts), runs,
                         text_style, area, tag, galley);
}

Strips heading_strips(const Heading& heading, const Area& area, int parent, Galley& galley) {
  const int level = std::clamp(heading.level, 1, 6);
  const TextStyle& text_style = heading_style(level, galley.style);
  const TextLook look{text_style.size, galley.style.ink, true};
  // The structure may not skip a level downwards (PDF/UA-1, 7.4.2); the look stays.
  galley.heading_level = std::min(level, galley.heading_level + 1);
  const int tag = galley.tags.add(parent, "H" + std::to_string(galley.heading_level));
  Strips strips = lines_as_strips(
      set_text(heading.text, look, area.width, galley.style, galley.fonts, Fit::balanced),
      heading.text, text_style, area, tag, galley);
  for (Strip& strip : strips) strip.keep_with_next = true;
  galley.heading = level >= 2 ? heading.text : Runs{};
  if (level >= 2 && !strips.empty())
    strips.front().bookmarks.push_back({plain_text(heading.text), level - 1, 0, 0});
  return strips;
}

Strips paragraph_strips(const Paragraph& paragraph, const Area& area, int parent, Galley& galley) {
  const RoleLook role = look_of(paragraph.role, galley.style);
  const int tag = galley.tags.add(parent, "P");
  Strips strips = text_strips(paragraph.text, *role.style,
                              {role.style->size, role.colour, role.bold}, area, tag, galley);
  const bool leads_on = paragraph.role == ParagraphRole::label ||
                        paragraph.role == ParagraphRole::caption || announces(paragraph.text);
  if (leads_on && !strips.empty()) strips.back().keep_with_next = true;
  return strips;
}

Strips list_strips(const List& list, const Area& area, int parent, Galley& galley) {
  const TextStyle& text_style = galley.style.list;
  const TextLook look{text_style.size, galley.style.ink, false};
  const TextLook marker_look{text_style.size, galley.style.muted, false};
  const auto marker_of = [&list](std::size_t index) {
    return list.ordered ? std::to_string(index + 1) + "." : std::string("\u2022");
  };
  const double widest =
      galley.fonts.width(marker_of(list.items.size()), Face::regular, text_style.size);
  const double indent = std::max(widest + 0.5 * text_style.size, 1.2 * text_style.size);
  const Area inner{area.x + indent, area.width - indent, area.max_height};
  const double baseline =
      baseline_in(text_style.size * text_style.leading, text_style.size, galley.fonts);

  const int list_tag = galley.tags.add(parent, "L");
  Strips result;
  for (std::size_t index = 0; index < list.items.size(); ++index) {
    const int item = galley.tags.add(list_tag, "LI");
    const int label = galley.tags.add(item, "Lbl");
    const int body = galley.tags.add(item, "LBody");
    Strips strips = text_strips(list.items[index], text_style, look, inner, body, galley);
    if (strips.empty()) continue;
    const Runs marker_text{
        {marker_of(index), Face::regular, Tone::normal, ""}
    };
    const SetText marker =
        set_text(marker_text, marker_look, area.width, galley.style, galley.fonts);
    const double x = list.ordered ? area.x + widest - marker.lines[0].width : area.x + 1;
    std::vector<Item> items;
    std::map<int, int> no_links;
    put_line(items, marker.lines[0], marker.size, {x, baseline}, label, marker_text, no_links,
             galley.tags);
    items.insert(items.end(), std::make_move_iterator(strips.front().items.begin()),
                 std::make_move_iterator(strips.front().items.end()));
    strips.front().items = std::move(items);
    // The first item stays with the second: no item alone at the foot of a page.
    if (index == 0 && list.items.size() > 1) strips.back().keep_with_next = true;
    result.insert(result.end(), std::make_move_iterator(strips.begin()),
                  std::make_move_iterator(strips.end()));
  }
  if (!result.empty()) result.back().after = galley.style.body.space_after;
  return result;
}

}  // namespace steelyard
