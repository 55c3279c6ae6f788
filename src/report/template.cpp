// Templates: sections in order, style, phrases, references.
#include "steelyard/report/template.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include "steelyard/base/error.h"
#include "steelyard/base/file.h"
#include "steelyard/base/toml.h"

namespace steelyard {

namespace {

Toml load(const std::filesystem::path& path) {
  Checked<Toml> parsed = parse_toml(read_file(path), path.string());
  if (has_errors(parsed.notices)) throw Error(Exit::defect, to_text(parsed.notices));
  return std::move(parsed.value);
}

[[noreturn]] void wrong(const Toml& value, const std::string& what) {
  throw Error(Exit::defect, to_text(Notice{Severity::error, value.where, what, "", 0, ""}));
}

// Nested tables become dotted keys: [verdict] UNCERTAIN = … is "verdict.UNCERTAIN".
void flatten(const Toml& tree, const std::string& prefix, std::map<std::string, std::string>& out) {
  for (const auto& [key, value] : *tree.table()) {
    if (value.table() != nullptr)
      flatten(value, prefix + key + ".", out);
    else if (value.text() != nullptr)
      out[prefix + key] = *value.text();
    else
      wrong(value, prefix + key + " is " + value.kind() + ", but must be a text");
  }
}

double number(const Toml& value) {
  if (const auto* real = std::get_if<double>(&value.value)) return *real;
  if (const auto* integer = std::get_if<std::int64_t>(&value.value))
    return static_cast<double>(*integer);
  wrong(value, "this is " + value.kind() + ", but must be a number");
}

std::vector<double> numbers(const Toml& value, std::size_t count) {
  if (value.array() == nullptr || value.array()->size() != count)
    wrong(value, fmt::format("this must be a list of {} numbers", count));
  std::vector<double> result;
  for (const Toml& each : *value.array()) result.push_back(number(each));
  return result;
}

struct NamedNumber {
  std::string_view name;
  double Style::* member;
};
struct NamedText {
  std::string_view name;
  TextStyle Style::* member;
};
struct NamedColour {
  std::string_view name;
  Colour Style::* member;
};
struct NamedPlotColour {
  std::string_view name;
  Colour PlotStyle::* member;
};

constexpr NamedNumber style_numbers[] = {{"margin_left", &Style::margin_left},
                                         {"margin_right", &Style::margin_right},
                                         {"margin_top", &Style::margin_top},
                                         {"margin_bottom", &Style::margin_bottom},
                                         {"table_size", &Style::table_size},
                                         {"table_row", &Style::table_row},
                                         {"table_cell_gap", &Style::table_cell_gap}};
constexpr NamedText style_texts[] = {
    {"title", &Style::title},       {"heading2", &Style::heading2}, {"heading3", &Style::heading3},
    {"body", &Style::body},         {"lead", &Style::lead},         {"caption", &Style::caption},
    {"note", &Style::note},         {"small", &Style::small},       {"label", &Style::label},
    {"list", &Style::list}};
constexpr NamedColour style_colours[] = {
    {"ink", &Style::ink},           {"muted", &Style::muted},
    {"accent", &Style::accent},     {"strong_accent", &Style::strong_accent},
    {"warning", &Style::warning},   {"link", &Style::link},
    {"rule", &Style::rule},         {"zebra", &Style::zebra},
    {"panel", &Style::panel},       {"panel_bar", &Style::panel_bar}};
constexpr NamedPlotColour plot_colours[] = {
    {"study", &PlotStyle::study},   {"pooled", &PlotStyle::pooled},
    {"null_line", &PlotStyle::null_line}, {"grid", &PlotStyle::grid},
    {"text", &PlotStyle::text},     {"muted", &PlotStyle::muted}};

template <class Row, std::size_t n>
const Row* named(const Row (&rows)[n], std::string_view name) {
  for (const Row& row : rows)
    if (row.name == name) return &row;
  return nullptr;
}

Colour colour(const Toml& value) {
  const auto parts = numbers(value, 3);
  return {parts[0], parts[1], parts[2]};
}

Style read_style(const Toml& tree) {
  Style style;
  for (const auto& [key, value] : *tree.table()) {
    if (key == "page") {
      const auto size = numbers(value, 2);
      style.page = {size[0], size[1]};
    } else if (const auto* row = named(style_numbers, key)) {
      style.*row->member = number(value);
    } else if (const auto* text = named(style_texts, key)) {
      const auto parts = numbers(value, 4);
      style.*text->member = {parts[0], parts[1], parts[2], parts[3]};
    } else if (const auto* tint = named(style_colours, key)) {
      style.*tint->member = colour(value);
    } else if (key == "plot" && value.table() != nullptr) {
      for (const auto& [part, entry] : *value.table()) {
        const auto* plot = named(plot_colours, part);
        if (plot != nullptr)
          style.plot.*plot->member = colour(entry);
        else if (part == "tick_size")
          style.plot.tick_size = number(entry);
        else
          wrong(entry, "plot." + part + " is no part of a style");
      }
    } else {
      wrong(value, key + " is no part of a style");
    }
  }
  return style;
}

}  // namespace

bool Phrases::has(std::string_view key) const { return sentences_.contains(std::string(key)); }

Phrases Phrases::reworded(std::string_view from, std::string_view to) const {
  Phrases result = *this;
  for (auto& [key, text] : result.sentences_)
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
  return result;
}

const std::string& Phrases::sentence(std::string_view key) const {
  const auto found = sentences_.find(std::string(key));
  if (found == sentences_.end())
    throw Error(Exit::defect, "the template has no phrase \"" + std::string(key) + "\"");
  return found->second;
}

namespace {

std::string fill(const std::string& sentence, Gaps gaps) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const auto& [name, value] : gaps)
    store.push_back(fmt::arg(std::string(name).c_str(), value));
  return fmt::vformat(sentence, store);
}

}  // namespace

std::string Phrases::text(std::string_view key, Gaps gaps) const {
  return fill(sentence(key), gaps);
}

Runs Phrases::runs(std::string_view key, Gaps gaps) const {
  const std::string& all = sentence(key);
  Runs runs;
  Face face = Face::regular;
  std::string piece;
  const auto end_piece = [&](Face next) {
    if (!piece.empty()) runs.push_back({fill(piece, gaps), face, Tone::normal, ""});
    piece.clear();
    face = next;
  };
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (all.compare(at, 2, "**") == 0) {
      end_piece(face == Face::bold ? Face::regular : Face::bold);
      ++at;
    } else if (all[at] == '{') {
      const std::size_t close = all.find('}', at);
      piece += all.substr(at, close - at + 1);
      at = close;
    } else if (all[at] == '_') {
      end_piece(face == Face::italic ? Face::regular : Face::italic);
    } else {
      piece += all[at];
    }
  }
  end_piece(Face::regular);
  return runs;
}

Phrases load_phrases(const std::filesystem::path& templates, std::string_view audience,
                     std::string_view lang) {
  const std::string file = "phrases." + std::string(lang) + ".toml";
  std::map<std::string, std::string> sentences;
  flatten(load(templates / file), "", sentences);
  flatten(load(templates / audience / file), "", sentences);
  return Phrases(std::move(sentences));
}

Template load_template(const std::filesystem::path& templates, std::string_view audience,
                       std::string_view lang) {
  const auto folder = templates / audience;
  Template result;
  result.audience = audience;
  const Toml report = load(folder / "report.toml");
  const Toml* sections = report.find("sections");
  if (sections == nullptr || sections->array() == nullptr)
    wrong(report, "sections is missing, but must be a list of section ids");
  for (const Toml& each : *sections->array())
    result.sections.push_back(each.text() != nullptr ? *each.text() : "");
  result.style = read_style(load(folder / "style.toml"));
  result.phrases = load_phrases(templates, audience, lang);
  const Toml references = load(templates / "references.toml");
  for (const auto& [key, entry] : *references.table()) {
    const Toml* text = entry.find("text");
    const Toml* doi = entry.find("doi");
    if (text == nullptr || text->text() == nullptr) wrong(entry, key + " has no text");
    result.references[key] = {*text->text(),
                              doi != nullptr && doi->text() != nullptr ? *doi->text() : ""};
  }
  return result;
}

}  // namespace steelyard
