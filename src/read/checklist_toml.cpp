// Answers to the fairness checklist, and overrides of what is suggested: [[claim]] of review.toml.
#include "checklist_toml.h"

#include <algorithm>
#include <array>

#include "steelyard/base/one_of.h"
#include "steelyard/base/table.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

constexpr std::array<std::string_view, 4> answers{"yes", "no", "unclear", "not applicable"};
constexpr std::array<std::string_view, 6> domains{"risk_of_bias", "inconsistency", "indirectness",
                                                  "imprecision", "publication_bias", "rating_up"};

// Adds an answer, unless the item has one or the answer leaves open which of several flags it means.
void add_answer(TomlReader& reader, const Toml& where, JudgedItem judged, const std::string& how,
                Claim& claim) {
  const std::string id(judged.item->id);
  if (std::ranges::count(claim.judged, judged.item, &JudgedItem::item) > 0) {
    reader.error(where, "the item " + id + " of the checklist is answered twice");
    return;
  }
  const std::vector<std::string> flags = split(judged.item->flags, ' ');
  const Answer fails = judged.item->passes == Answer::yes ? Answer::no : Answer::yes;
  for (const std::string& flag : flags)
    if (flags.size() > 1 && judged.note.find(flag) != std::string::npos) judged.flag = flag;
  if (judged.answer == fails && flags.size() > 1 && judged.flag.empty()) {
    const std::vector<std::string_view> names(flags.begin(), flags.end());
    reader.error(where, "the answer to " + id + " must say which: " + listed(names, "or"),
                 how + ": \"" + (judged.role.empty() ? id + ": " : "") + flags.front() + "\"");
    return;
  }
  claim.judged.push_back(std::move(judged));
}

// "outcome-defined" or "source-agrees: the paper reports 60 of 200" under the key of an answer.
void answers_under(TomlReader& reader, std::string_view key, Answer answer, Claim& claim) {
  for (const std::string& text : reader.texts(key)) {
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string id(trimmed(std::string_view(text).substr(0, colon)));
    JudgedItem judged;
    judged.item = find_row(checklist_items(), id);
    judged.answer = answer;
    if (colon < text.size()) judged.note = trimmed(std::string_view(text).substr(colon + 1));
    const Toml& where = *reader.raw().find(key);
    if (judged.item == nullptr) {
      reader.error(where, std::string(key) + " has '" + id + "', which is no item of the checklist",
                   suggestion(checklist_items(), id));
      continue;
    }
    add_answer(reader, where, std::move(judged), "write it after a colon", claim);
  }
}

// Levels of a domain, or the answer to an item; empty if it is neither, which is told.
std::string side_of(TomlReader& reader, std::string_view key, bool domain) {
  if (!domain) return reader.one_of(key, answers, Need::required);
  const auto levels = reader.number(key, Need::required);
  if (!levels) return "";
  constexpr double lowest = -3, highest = 2;
  if (*levels >= lowest && *levels <= highest && *levels == static_cast<int>(*levels))
    return std::to_string(static_cast<int>(*levels));
  reader.error(*reader.raw().find(key), std::string(key) + " is " + shortest(*levels) +
                                            ", but must be a whole number from -3 to 2",
               "levels of certainty; negative ones rate down");
  return "";
}

void report_field(TomlReader& reader, const std::string& field) {
  const bool verdict = is_one_of(field, {"verdict", "certainty", "level", "grade"});
  std::vector<std::string_view> known(domains.begin(), domains.end());
  for (const ChecklistItem* item : checklist_items()) known.push_back(item->id);
  const std::string_view near = closest(field, known);
  reader.error(*reader.raw().find("field"), "field is '" + field + "', which nothing is suggested for",
               verdict ? "verdicts follow from the evidence; certainty of the [[analysis]] holds your rating"
               : near.empty() ? "an item of the checklist (steelyard list checklist), or " +
                                    listed(domains, "or")
                              : "did you mean '" + std::string(near) + "'?");
}

void read_override(const Toml& table, const std::string& subject, TomlReader& claim_reader,
                   Claim& claim) {
  TomlReader reader(table, subject, claim_reader.notices());
  Override found;
  found.where = table.where;
  found.field = reader.text("field", Need::required);
  found.reason = reader.text("reason", Need::required);
  found.role = reader.text("role", Need::required);
  found.date = reader.date("date", Need::required);
  const bool domain = std::ranges::find(domains, found.field) != domains.end();
  const ChecklistItem* item = find_row(checklist_items(), found.field);
  if (!found.field.empty() && !domain && item == nullptr) {
    report_field(reader, found.field);
    reader.value("from");
    reader.value("to");
    reader.finish();
    return;
  }
  found.from = side_of(reader, "from", domain);
  found.to = side_of(reader, "to", domain);
  reader.finish();
  if (found.from.empty() || found.to.empty() || found.reason.empty() || found.role.empty()) return;
  if (found.from == found.to) {
    reader.error(table, "from and to are both " + found.to, "then nothing is overridden");
    return;
  }
  const bool twice = std::ranges::count(claim.overrides, found.field, &Override::field) > 0;
  if (twice) {
    reader.error(table, found.field + " is overridden twice", "keep the last one");
    return;
  }
  if (item != nullptr) {
    JudgedItem judged;
    judged.item = item;
    judged.answer = static_cast<Answer>(std::ranges::find(answers, found.to) - answers.begin());
    judged.note = found.reason;
    judged.role = found.role;
    const std::size_t before = claim.judged.size();
    add_answer(reader, table, std::move(judged), "name it in the reason", claim);
    if (claim.judged.size() == before) return;
  }
  claim.overrides.push_back(std::move(found));
}

}  // namespace

void read_answers(TomlReader& reader, Claim& claim) {
  answers_under(reader, "checklist_yes", Answer::yes, claim);
  answers_under(reader, "checklist_no", Answer::no, claim);
  answers_under(reader, "checklist_unclear", Answer::unclear, claim);
  answers_under(reader, "checklist_not_applicable", Answer::not_applicable, claim);
  const std::string subject =
      claim.id.empty() ? "claim, overrides" : "claim " + claim.id + ", overrides";
  const Toml* overrides = reader.raw().find("overrides");
  if (overrides != nullptr && overrides->text() != nullptr) {
    reader.value("overrides");
    reader.error(*overrides, "overrides is a text, but must be a list of tables",
                 "a claim with overrides belongs in review.toml, as [[claim]]");
    return;
  }
  if (overrides != nullptr && overrides->table() != nullptr) {
    reader.value("overrides");
    reader.error(*overrides, "overrides is one table, but must be a list of tables",
                 "put it in brackets: overrides = [{ field = … }]");
    return;
  }
  for (const Toml* table : reader.tables("overrides")) read_override(*table, subject, reader, claim);
}

}  // namespace steelyard
