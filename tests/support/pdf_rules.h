// The rules of PDF/UA-1 and PDF/A-3a that a machine can check and our writer could break.
#pragma once
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/pdf_reader.h"

namespace pdf {

class Rules {
 public:
  explicit Rules(const std::string& bytes) : reader_(bytes) {
    check_catalog();
    const std::vector<Json> pages = reader_.pages();
    for (const Json& page : pages) check_page(page);
    root_ = reader_.at(reader_.catalog(), "/StructTreeRoot");
    const std::vector<Json> parents = reader_.leaves(reader_.at(root_, "/ParentTree"), "/Nums");
    for (std::size_t i = 0; i + 1 < parents.size(); i += 2)
      parents_[parents[i].get<int>()] = parents[i + 1];
    const std::vector<Json> ids = reader_.leaves(reader_.at(root_, "/IDTree"), "/Names");
    for (std::size_t i = 0; i < ids.size(); i += 2) ids_.insert(ids[i].get<std::string>());
    const Json top = reader_.at(root_, "/K").at(0);
    check_element(top, "StructTreeRoot");
    check_parents(pages);
    for (const auto& [font, codes] : shown_) check_font(font, codes);
  }
  [[nodiscard]] const std::vector<std::string>& broken() const { return broken_; }
  [[nodiscard]] int elements() const { return elements_; }

 private:
  void expect(bool kept, const std::string& rule) {
    if (!kept) broken_.push_back(rule);
  }

  void check_catalog() {
    const Json catalog = reader_.catalog();
    expect(reader_.at(reader_.at(catalog, "/MarkInfo"), "/Marked") == true, "not marked as tagged");
    expect(reader_.at(catalog, "/Lang").is_string(), "no language");
    expect(reader_.at(reader_.at(catalog, "/ViewerPreferences"), "/DisplayDocTitle") == true,
           "the title is not shown");
    expect(!reader_.at(catalog, "/OutputIntents").empty(), "no output intent");
    expect(reader_.at(reader_.info(), "/Title").is_string(), "no title");
    const std::string xmp = reader_.data(catalog.at("/Metadata"));
    for (const std::string part : {"<pdfuaid:part>1<", "<pdfaid:part>3<", "<pdfaid:conformance>A<",
                                   "<dc:title>", "pdfaExtension:schemas"})
      expect(xmp.find(part) != std::string::npos, "metadata lack " + part);
  }

  // Everything painted is an artifact or has a mark; marks of a page are 0, 1, 2 …
  void check_page(const Json& page) {
    expect(reader_.at(page, "/Tabs") == "/S", "a page's tab order is not that of its structure");
    const Json dictionary = reader_.resolved(page);
    const std::string content = reader_.data(dictionary.at("/Contents"));
    const Json fonts = reader_.at(reader_.at(page, "/Resources"), "/Font");
    const std::set<std::string> painting{"S",  "s",  "f",  "F", "f*", "B",  "B*", "b",
                                         "b*", "Tj", "TJ", "'", "\"", "Do", "sh"};
    std::vector<std::string> open;  // kinds of open marked content
    std::vector<Token> operands;
    std::string font;
    int marks = 0;
    for (const Token& token : tokens(content)) {
      if (token.kind != Token::Kind::word) {
        operands.push_back(token);
        continue;
      }
      if (token.text == "BDC" || token.text == "BMC") {
        open.push_back(operands.at(0).text);
        for (std::size_t i = 0; i + 1 < operands.size(); ++i)
          if (operands[i].text == "/MCID")
            expect(operands[i + 1].text == std::to_string(marks++), "marks are not in order");
        if (open.size() > 1) expect(open.back() == "/Span", "marked content is nested");
      } else if (token.text == "EMC") {
        expect(!open.empty(), "EMC without BDC");
        if (!open.empty()) open.pop_back();
      } else if (token.text == "Tf") {
        font = operands.at(0).text;
        expect(fonts.contains(font), "a font is not among the resources: " + font);
      } else if (painting.contains(token.text)) {
        expect(!open.empty(), token.text + " outside marked content");
        if (token.text == "TJ") note_codes(fonts.at(font), operands);
      }
      operands.clear();
    }
    expect(open.empty(), "marked content is left open");
    marks_[page.get<std::string>()] = marks;
  }

  void note_codes(const Json& font, const std::vector<Token>& operands) {
    for (const Token& token : operands) {
      if (token.kind != Token::Kind::string) continue;
      for (std::size_t i = 0; i + 1 < token.text.size(); i += 2)
        shown_[font.get<std::string>()].insert(word(token.text, i));
    }
  }

  void check_element(const Json& reference, const std::string& parent) {
    ++elements_;
    const Json element = reader_.resolved(reference);
    const std::string type = element.at("/S").get<std::string>().substr(1);
    check_type(type, parent, element);
    std::vector<std::string> kinds;
    for (const Json& kid : reader_.at(reference, "/K")) {
      if (kid.is_number()) {
        claim(element.at("/Pg"), kid.get<int>(), reference);
      } else if (kid.is_object() && kid.contains("/MCID")) {
        claim(kid.at("/Pg"), kid.at("/MCID").get<int>(), reference);
      } else if (kid.is_object()) {
        kinds.push_back("OBJR");
        check_annotation(kid.at("/Obj"), reference);
      } else {
        expect(reader_.resolved(kid).at("/P") == reference,
               "a " + type + " is not its kid's parent");
        kinds.push_back(reader_.at(kid, "/S").get<std::string>().substr(1));
        check_element(kid, type);
      }
    }
    check_kids(type, kinds);
  }

  void claim(const Json& page, int mark, const Json& element) {
    const auto key = std::pair(page.get<std::string>(), mark);
    expect(!claimed_.contains(key), "a mark has two parents");
    claimed_[key] = element;
  }

  // Attributes of an element: one dictionary as our writer makes it.
  void check_type(const std::string& type, const std::string& parent, const Json& element) {
    const Json attributes = element.contains("/A") ? reader_.resolved(element["/A"]) : Json();
    if (type == "Figure") {
      expect(element.contains("/Alt"), "a figure has no alternative text");
      expect(attributes.is_object() && attributes.contains("/BBox"), "a figure has no box");
    }
    if (type == "TH")
      expect(attributes.is_object() && attributes.contains("/Scope"), "a header has no scope");
    if (attributes.is_object() && attributes.contains("/Headers"))
      for (const Json& id : attributes["/Headers"])
        expect(ids_.contains(id.get<std::string>()), "a cell names an unknown header");
    if (type == "LI") expect(parent == "L", "LI outside L");
    if (type == "Lbl" || type == "LBody") expect(parent == "LI", type + " outside LI");
    if (type == "TR")
      expect(parent == "THead" || parent == "TBody" || parent == "Table", "stray TR");
    if (type == "TD" || type == "TH") expect(parent == "TR", type + " outside TR");
    if (type.size() == 2 && type[0] == 'H' && type[1] >= '1' && type[1] <= '6') {
      const int level = type[1] - '0';
      expect(level <= heading_ + 1, "a heading's level is skipped before " + type);
      heading_ = level;
    }
  }

  void check_kids(const std::string& type, const std::vector<std::string>& kinds) {
    const std::map<std::string, std::set<std::string>> allowed{
        {"Table", {"Caption", "THead", "TBody", "TFoot", "TR"}},
        {"THead", {"TR"}                                      },
        {"TBody", {"TR"}                                      },
        {"TR",    {"TH", "TD"}                                },
        {"L",     {"Caption", "LI"}                           },
        {"LI",    {"Lbl", "LBody"}                            }
    };
    if (const auto rule = allowed.find(type); rule != allowed.end())
      for (const std::string& kind : kinds)
        expect(rule->second.contains(kind), kind + " inside " + type);
    if (type == "Link") expect(std::ranges::count(kinds, "OBJR") > 0, "a link has no annotation");
  }

  void check_annotation(const Json& reference, const Json& element) {
    const Json annotation = reader_.resolved(reference);
    expect(annotation.contains("/Contents"), "a link has no description");
    expect(annotation.value("/F", 0) == 4, "a link is not printed");
    const int key = annotation.value("/StructParent", -1);
    expect(parents_.contains(key) && parents_[key] == element, "a link's parent is another");
    ++annotations_;
  }

  // The parent tree names for every mark the element that claims it, and no others.
  void check_parents(const std::vector<Json>& pages) {
    std::size_t total = 0;
    int annotations = 0;
    for (const Json& page : pages) {
      const std::string name = page.get<std::string>();
      const Json list = reader_.resolved(parents_[reader_.at(page, "/StructParents").get<int>()]);
      expect(static_cast<int>(list.size()) == marks_[name], "a page's parents and marks differ");
      for (std::size_t i = 0; i < list.size(); ++i) {
        const auto found = claimed_.find({name, static_cast<int>(i)});
        expect(found != claimed_.end() && found->second == list[i], "a mark's parent is another");
      }
      total += list.size();
      if (const Json links = reader_.at(page, "/Annots"); links.is_array())
        annotations += static_cast<int>(links.size());
    }
    expect(total == claimed_.size(), "an element claims a mark that is not there");
    expect(annotations == annotations_, "an annotation is not in the structure");
  }

  static unsigned word(const std::string& bytes, std::size_t at) {
    return static_cast<unsigned>(static_cast<unsigned char>(bytes.at(at))) << 8U |
           static_cast<unsigned char>(bytes.at(at + 1));
  }
  static std::size_t table(const std::string& font, const std::string& tag) {
    for (std::size_t i = 0; i < word(font, 4); ++i)
      if (font.substr(12 + 16 * i, 4) == tag)
        return std::size_t{word(font, 12 + 16 * i + 8)} << 16U | word(font, 12 + 16 * i + 10);
    throw std::runtime_error("an embedded font has no table " + tag);
  }

  // Every code shown has a glyph, a text, and the width that the font itself gives it.
  void check_font(const std::string& reference, const std::set<unsigned>& codes) {
    const Json font = reader_.resolved(reference);
    const std::string name = font.at("/BaseFont");
    const Json descendant = reader_.resolved(reader_.at(font, "/DescendantFonts").at(0));
    const Json descriptor = reader_.at(descendant, "/FontDescriptor");
    expect(descriptor.contains("/CapHeight"), name + " has no cap height");
    const std::string program = reader_.data(descriptor.at("/FontFile2"));
    const std::string map = reader_.data(descendant.at("/CIDToGIDMap"));
    const Json widths = reader_.at(descendant, "/W");
    const unsigned metrics = word(program, table(program, "hhea") + 34);
    const std::size_t hmtx = table(program, "hmtx");
    const double em = word(program, table(program, "head") + 18);
    std::set<unsigned> with_text;
    const std::vector<Token> cmap = tokens(reader_.data(font.at("/ToUnicode")));
    for (std::size_t i = 0; i + 1 < cmap.size(); ++i)
      if (cmap[i].kind == Token::Kind::string && cmap[i].text.size() == 4 &&
          cmap[i + 1].kind == Token::Kind::string) {
        with_text.insert(static_cast<unsigned>(std::stoul(cmap[i].text, nullptr, 16)));
        expect(!cmap[i + 1].text.empty(), name + " maps a code to no text");
        ++i;
      }
    for (const unsigned code : codes) {
      const unsigned glyph = word(map, std::size_t{2} * code);
      expect(glyph != 0, name + " shows an empty box");
      expect(with_text.contains(code), name + " shows a code without text");
      const double width = word(program, hmtx + 4 * std::size_t{std::min(glyph, metrics - 1)});
      constexpr double rounding = 0.006;  // two decimals
      expect(std::abs(widths.at(1).at(code - 1).get<double>() - width * 1000 / em) < rounding,
             name + " has a wrong width");
    }
  }

  Reader reader_;
  Json root_;
  std::vector<std::string> broken_;
  std::map<std::string, int> marks_;
  std::map<int, Json> parents_;
  std::set<std::string> ids_;
  std::map<std::pair<std::string, int>, Json> claimed_;
  std::map<std::string, std::set<unsigned>> shown_;  // codes of each font
  int elements_ = 0, annotations_ = 0, heading_ = 0;
};

}  // namespace pdf
