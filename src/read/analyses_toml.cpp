// [[analysis]] of review.toml: settings, filter, columns, certainty.
#include <algorithm>
#include <array>

#include "review_toml.h"
#include "setting_columns.h"
#include "steelyard/base/text.h"
#include "steelyard/study/setting_names.h"

namespace steelyard {

namespace {

void read_setting(TomlReader& reader, std::string_view key, Need need, Settings& settings) {
  const Toml* value = reader.value(key, need);
  if (value == nullptr) return;
  const auto typed = as_typed(*value);
  if (!typed) {
    reader.wrong_kind(key, *value, "a text, a number, true, false or a list of texts");
  } else if (typed->empty()) {
    reader.error(*value, std::string(key) + " is empty, but must be a text");
  } else {
    settings.emplace(key, Setting{*typed, value->where, ""});
  }
}

// Rating down or up by whole levels. Source: GRADE guidelines 3, J Clin Epidemiol 2011;64:401-6.
int read_level(TomlReader& reader, std::string_view key) {
  const auto levels = reader.whole(key);
  constexpr long worst = -3, best = 2;  // "very low" is three levels below "high"; large effect: 2
  if (!levels) return 0;
  if (*levels >= worst && *levels <= best) return static_cast<int>(*levels);
  reader.error(*reader.raw().find(key),
               std::string(key) + " is " + std::to_string(*levels) + ", but must be -3 to 2",
               "give the levels to rate down as negative numbers");
  return 0;
}

// A level that is not what its own ratings add up to would stand above reasons that speak against it.
void warn_of_other_sum(TomlReader& reader, const Toml& table, const Certainty& certainty) {
  constexpr std::array<std::string_view, 4> from_worst{"very low", "low", "moderate", "high"};
  constexpr std::array<std::string_view, 5> domains{"risk_of_bias", "inconsistency", "indirectness",
                                                    "imprecision", "publication_bias"};
  const bool has_ratings = std::ranges::any_of(domains, [&](auto key) { return table.find(key) != nullptr; });
  if (certainty.level.empty()) return;
  if (!has_ratings) {
    reader.warning(*table.find("level"),
                   "level is \"" + certainty.level + "\", but no rating says how it came about",
                   "give risk_of_bias, inconsistency, indirectness, imprecision and publication_bias, 0 where "
                   "nothing is rated down");
    return;
  }
  const int start = certainty.starts_low ? 1 : 3;
  const int change = certainty.risk_of_bias + certainty.inconsistency + certainty.indirectness +
                     certainty.imprecision + certainty.publication_bias;
  const std::string_view sum = from_worst[static_cast<std::size_t>(std::clamp(start + change, 0, 3))];
  if (sum == certainty.level) return;
  reader.warning(*table.find("level"),
                 "level is \"" + certainty.level + "\", but the ratings add up to " + std::to_string(change) +
                     ", which from \"" + std::string(from_worst[static_cast<std::size_t>(start)]) +
                     "\" on gives \"" + std::string(sum) + "\"",
                 "leave level out, or give the rating that is missing");
}

Certainty read_certainty(const Toml& table, const std::string& subject, Notices& notices) {
  constexpr std::array<std::string_view, 4> levels{"high", "moderate", "low", "very low"};
  TomlReader reader(table, subject, notices);
  Certainty certainty;
  certainty.where = table.where;
  certainty.level = reader.one_of("level", levels);
  certainty.starts_low = reader.flag("starts_low");
  certainty.risk_of_bias = read_level(reader, "risk_of_bias");
  certainty.inconsistency = read_level(reader, "inconsistency");
  certainty.indirectness = read_level(reader, "indirectness");
  certainty.imprecision = read_level(reader, "imprecision");
  certainty.publication_bias = read_level(reader, "publication_bias");
  certainty.reasons = reader.texts("reasons");
  certainty.plain_reasons = reader.texts("plain_reasons");
  reader.finish();
  const bool rated = certainty.risk_of_bias != 0 || certainty.inconsistency != 0 ||
                     certainty.indirectness != 0 || certainty.imprecision != 0 ||
                     certainty.publication_bias != 0 || !certainty.level.empty();
  if (rated && certainty.reasons.empty() && table.find("reasons") == nullptr)
    reader.error(table, "reasons is missing", "every rating needs the reviewer's reason");
  warn_of_other_sum(reader, table, certainty);
  return certainty;
}

// A table of texts, such as where and columns.
template <class Add>
void read_pairs(TomlReader& reader, std::string_view key, Add add) {
  const Toml* table = reader.table(key);
  if (table == nullptr) return;
  for (const auto& [name, value] : *table->table()) {
    if (const auto typed = as_typed(value); typed && value.array() == nullptr)
      add(name, *typed, value.where);
    else
      reader.wrong_kind(std::string(key) + "." + name, value, "a text");
  }
}

void read_data_name(TomlReader& reader, AnalysisRequest& analysis) {
  analysis.data = reader.text("data", Need::required);
  if (is_plain_file_name(analysis.data)) return;
  reader.error(*reader.raw().find("data"),
               "data is '" + analysis.data + "', but must be the name of a file in the folder",
               "no folders in the name");
  analysis.data.clear();
}

}  // namespace

bool is_plain_file_name(std::string_view name) {
  return name != "." && name != ".." && name.find_first_of("/\\:") == std::string_view::npos;
}

TableOptions read_table_options(TomlReader& reader) {
  TableOptions options;
  read_pairs(reader, "where", [&](const std::string& name, const std::string& text, Place place) {
    options.where.emplace_back(name, text);
    options.where_places.push_back(std::move(place));
  });
  read_pairs(reader, "columns", [&](const std::string& name, const std::string& text, Place place) {
    options.columns.emplace(name, text);
    options.column_places.emplace(name, std::move(place));
  });
  return options;
}

std::vector<TableRequest> read_analyses(TomlReader& root, Review& review) {
  std::vector<TableRequest> all;
  for (const Toml* table : root.tables("analysis")) {
    TomlReader reader(*table, "analysis", root.notices());
    AnalysisRequest analysis;
    analysis.where = table->where;
    analysis.id = reader.text("id", Need::required);
    if (!analysis.id.empty()) reader.set_subject("analysis " + analysis.id);
    check_unique(reader, review.analyses, analysis.id);
    analysis.title = reader.text("title");
    analysis.outcome = reader.text("outcome", Need::required);
    check_reference(reader, "outcome", review.outcomes, analysis.outcome);
    read_data_name(reader, analysis);
    // The stages after reading check the values.
    for (const SettingName& name : setting_names())
      read_setting(reader, name.id, name.id == "measure" ? Need::required : Need::optional,
                   analysis.settings);
    TableOptions options = read_table_options(reader);
    need_columns(analysis.settings, options);
    if (const Toml* certainty = reader.table("certainty"))
      analysis.certainty =
          read_certainty(*certainty, "analysis " + analysis.id + ", certainty", root.notices());
    if (const Toml* judgements = reader.table("judgements"))
      read_judgements(*judgements, "analysis " + analysis.id + ", judgements", analysis.judgements,
                      root.notices());
    analysis.favours_left = reader.text("favours_left");
    analysis.favours_right = reader.text("favours_right");
    analysis.note = reader.text("note");
    analysis.comparison = reader.text("comparison");
    analysis.e_label = reader.text("e_label");
    analysis.c_label = reader.text("c_label");
    analysis.in_plain = reader.flag("plain");
    if (reader.flag("check")) analysis.settings.emplace("check", Setting{"true", table->where, ""});
    reader.finish();
    if (const Outcome* outcome = review.outcome(analysis.outcome);
        outcome != nullptr && analysis.title.empty())
      analysis.title = outcome->name;
    review.analyses.push_back(std::move(analysis));
    const Toml* data = table->find("data");
    all.push_back({std::move(options), data == nullptr ? table->where : data->where});
  }
  return all;
}

}  // namespace steelyard
