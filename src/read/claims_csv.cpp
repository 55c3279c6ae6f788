// claims.csv: each row becomes the table of a [[claim]], so both are read and checked alike.
#include "claims_csv.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "number_hint.h"
#include "review_toml.h"
#include "steelyard/base/date.h"
#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

std::string title_of(std::string_view title) {
  const std::string small = lower_case(title);
  // The names that the claim record gives them.
  if (small == "claim_id") return "id";
  return small == "analysis_id" ? "against" : small;
}

// "NA", "-" and the like say that a claim does not tell.
bool tells_nothing(std::string_view text) {
  return text.empty() || is_one_of(lower_case(text), {"na", "nr", "-", "null"});
}

Toml text_value(std::string_view text, const Place& where) {
  Toml value;
  value.where = value.key_where = where;
  value.value = std::string(text);
  return value;
}

// The value of a cell in the kind that its key wants; absent if it is of another kind, which is told.
class Cell {
 public:
  Cell(const CsvText& csv, const CsvField& field, const std::string& key, Notices& notices)
      : csv_(csv), field_(field), key_(key), notices_(notices) {}

  std::optional<Toml> value() {
    const std::string_view text = field_.text;
    Toml value = text_value(text, csv_.place(field_));
    if (is_one_of(key_, {"scenarios", "unknowns", "checklist_yes", "checklist_no",
                         "checklist_unclear", "checklist_not_applicable"})) {
      TomlArray items;
      for (const std::string& item : split(text, '|'))
        if (const std::string_view clean = trimmed(item); !clean.empty())
          items.push_back(text_value(clean, value.where));
      value.value = std::move(items);
    } else if (is_one_of(key_, {"outcome_defined", "approx", "completers", "source_named"})) {
      const std::string small = lower_case(text);
      const bool yes = small == "true" || small == "yes";
      if (!yes && small != "false" && small != "no") return refused("yes or no");
      value.value = yes;
    } else if (is_one_of(key_, {"date_published", "date_seen"})) {
      const auto date = parse_date(text);
      if (!date) return refused("a day", "write it as 2026-11-01");
      value.value = *date;
    } else if (is_one_of(key_, {"events", "n", "n_followed", "n_started"})) {
      return number("a whole number of people", true);
    } else if (is_one_of(key_, {"citations", "citations_distinct", "citations_preclinical",
                                "citations_other_disease", "citations_other_product",
                                "citations_uncontrolled"})) {
      return number("a whole number of references", true);
    } else if (is_one_of(key_, {"promised_weeks", "time_point_weeks", "ratio", "background_percent",
                                "stated_value", "fact_estimate", "fact_low", "fact_high"})) {
      return number("a number", false);
    }
    return value;
  }

 private:
  std::optional<Toml> refused(const std::string& must_be, std::string hint = "") {
    notices_.push_back(csv_.notice(Severity::error, field_,
                                   key_ + " is '" + std::string(field_.text) + "', but must be " +
                                       must_be,
                                   std::move(hint)));
    return std::nullopt;
  }

  std::optional<Toml> number(const std::string& must_be, bool is_whole) {
    constexpr double largest_whole = 9e15;  // of the whole numbers that a double holds exactly
    Toml value = text_value(field_.text, csv_.place(field_));
    const auto number = parse_number(field_.text);
    if (!number) return refused(must_be, number_hint(field_.text, is_whole));
    if (*number == std::floor(*number) && std::abs(*number) < largest_whole)
      value.value = static_cast<std::int64_t>(*number);
    else if (is_whole)
      return refused(must_be, number_hint(field_.text, is_whole));
    else
      value.value = *number;
    return value;
  }

  const CsvText& csv_;
  const CsvField& field_;
  const std::string& key_;
  Notices& notices_;
};

// The key of each column; empty where there is none.
std::vector<std::string> keys_of(const CsvText& csv, Notices& notices) {
  std::vector<std::string_view> known = claim_keys();
  std::vector<std::string> keys;
  for (const CsvField& title : csv.row(0)) {
    std::string key = title_of(title.text);
    if (!key.empty() && std::ranges::find(keys, key) != keys.end()) {
      notices.push_back(csv.notice(Severity::error, title,
                                   "the column '" + std::string(title.text) + "' stands twice"));
      key.clear();
    } else if (!key.empty() && std::ranges::find(known, std::string_view(key)) == known.end()) {
      const std::string_view near = closest(key, known);
      notices.push_back(csv.notice(Severity::error, title,
                                   "the column '" + std::string(title.text) + "' is not known",
                                   near.empty() ? "datasets/README.md lists the keys of a claim"
                                                : "did you mean '" + std::string(near) + "'?"));
      key.clear();
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

// False, and told once, if a column is missing that every claim needs.
bool complete(const CsvText& csv, const std::vector<std::string>& keys, Notices& notices) {
  std::vector<std::string_view> missing;
  for (const std::string_view key : {"id", "claimant", "claimant_type", "commercial_interest",
                                     "paraphrase", "type"})
    if (std::ranges::find(keys, key) == keys.end()) missing.push_back(key);
  if (missing.empty()) return true;
  notices.push_back(csv.notice(Severity::error, csv.row(0).front(),
                               std::string("the table has no column ") + listed(missing, "or") +
                                   ", which every claim needs",
                               "the first row must hold the titles of the columns"));
  return false;
}

}  // namespace

void read_claims_csv(const CsvText& csv, const std::string& name, Review& review,
                     Notices& notices) {
  if (csv.row_count() == 0) {
    const bool told = std::ranges::any_of(
        notices, [&](const Notice& each) { return each.where.file == name; });
    if (!told)
      notices.push_back({Severity::error, {name, 1, 0},
                         "the table is empty, but must have a header row", "", 0,
                         "a review without claims needs no " + name});
    return;
  }
  const std::vector<std::string> keys = keys_of(csv, notices);
  if (!complete(csv, keys, notices)) return;
  if (csv.row_count() == 1)
    notices.push_back({Severity::warning, {name, 1, 0},
                       "the table has a header row, but no claims", "", 0, ""});
  ClaimIds ids = ids_of_claims(review);
  for (std::size_t i = 1; i < csv.row_count(); ++i) {
    const auto row = csv.row(i);
    if (row.size() > keys.size()) {
      notices.push_back(csv.notice(
          Severity::error, row[keys.size()],
          "the row has " + std::to_string(row.size()) + " cells, but the header has " +
              std::to_string(keys.size()),
          "put quotes around a text that holds a comma"));
      continue;
    }
    Toml table;
    table.where = table.key_where = csv.place(row.front());
    TomlTable entries;
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (tells_nothing(row[c].text)) continue;
      if (csv.row(0)[c].text.empty())
        notices.push_back(csv.notice(
            Severity::error, row[c],
            "column " + std::to_string(c + 1) + " has values, but no title in the header row"));
      if (keys[c].empty()) continue;
      if (auto value = Cell(csv, row[c], keys[c], notices).value())
        entries.emplace_back(keys[c], std::move(*value));
    }
    table.value = std::move(entries);
    const std::size_t before = notices.size();
    read_claim(table, review, ids, notices);
    // The line of the file, with a caret under the cell that is meant.
    for (std::size_t n = before; n < notices.size(); ++n)
      for (const CsvField& cell : row) {
        const Place place = csv.place(cell);
        if (place.line == notices[n].where.line && place.column == notices[n].where.column)
          notices[n] = csv.notice(notices[n].severity, cell, notices[n].text, notices[n].hint);
      }
  }
}

}  // namespace steelyard
