// [[claim]] of review.toml: what somebody said, field by field.
#include <algorithm>
#include <array>

#include "checklist_toml.h"
#include "claims_sense.h"
#include "number_hint.h"
#include "review_toml.h"
#include "steelyard/base/one_of.h"
#include "steelyard/base/table.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

using Names = std::string_view;

constexpr std::array<Names, 8> claimant_types{"clinic",     "manufacturer", "news",
                                              "regulator",  "researcher",   "patient_group",
                                              "government", "other"};
constexpr std::array<Names, 3> interests{"sells_treatment", "none_known", "unknown"};
constexpr std::array<Names, 12> types{"response_proportion", "comparative", "safety_zero",
                                      "safety_rate",         "durability",  "prevalence",
                                      "mechanism",           "testimonial", "authority",
                                      "convenience",         "future",      "efficacy_vague"};
constexpr std::array<Names, 4> directions{"benefit", "harm", "no_difference", "none"};
constexpr std::array<Names, 4> sizes{"important", "any", "number_given", "none"};
constexpr std::array<Names, 3> attributions{"causes", "associated", "unclear"};
constexpr std::array<Names, 3> comparators{"none", "named", "vague"};
constexpr std::array<Names, 3> add_ons{"add_on", "replacement", "unclear"};
constexpr std::array<Names, 2> bounds{"at_most", "at_least"};
constexpr std::array<Names, 2> scopes{"any", "attributed"};
constexpr std::array<Names, 4> assessors{"blinded", "unblinded_clinician", "patient", "unknown"};
constexpr std::array<Names, 7> designs{"single_arm", "randomised", "cohort", "case_series",
                                       "case",       "survey",     "unknown"};

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// "en", "pt-BR", "zh-Hant": the form of BCP 47 (RFC 5646, section 2.1), not its list of languages.
bool is_language_tag(std::string_view tag) {
  bool first = true;
  for (const std::string& part : split(tag, '-')) {
    const bool short_enough = first ? part.size() == 2 || part.size() == 3
                                    : !part.empty() && part.size() <= 8;
    const bool digits = part.find_first_of("0123456789") != std::string::npos;
    if (!short_enough || !std::ranges::all_of(part, is_alphanumeric) || (first && digits))
      return false;
    first = false;
  }
  return true;
}

void read_language(TomlReader& reader, Claim& claim) {
  claim.language = reader.text("language");
  if (claim.language.empty() || is_language_tag(claim.language)) return;
  reader.error(*reader.raw().find("language"),
               "language is '" + claim.language + "', but must be a code of BCP 47",
               "write en for English, de for German, pt-BR for Portuguese of Brazil");
}

void read_identity(TomlReader& reader, Claim& claim) {
  claim.claimant = reader.text("claimant", Need::required);
  claim.claimant_type = reader.one_of("claimant_type", claimant_types, Need::required);
  claim.commercial_interest = reader.one_of("commercial_interest", interests, Need::required);
  claim.url = reader.text("url");
  if (!claim.url.empty() && !claim.url.starts_with("https://") && !claim.url.starts_with("http://"))
    reader.error(*reader.raw().find("url"),
                 "url is '" + claim.url + "', but must start with https:// or http://",
                 "the address of the page as it was seen; leave url out for what has none");
  claim.date_published = reader.date("date_published");
  claim.date_seen = reader.date("date_seen");
  if (claim.date_published && claim.date_seen && *claim.date_seen < *claim.date_published)
    reader.error(*reader.raw().find("date_seen"),
                 "date_seen is " + iso_date(*claim.date_seen) + ", but must not be before " +
                     iso_date(*claim.date_published) + " (date_published)",
                 "are the two dates swapped?");
  read_language(reader, claim);
  claim.bundle = reader.text("bundle_id");
  claim.snapshot_sha256 = reader.text("snapshot_sha256");
  if (!claim.snapshot_sha256.empty() &&
      (claim.snapshot_sha256.size() != 64 ||
       claim.snapshot_sha256.find_first_not_of("0123456789abcdef") != std::string::npos))
    reader.error(*reader.raw().find("snapshot_sha256"),
                 "snapshot_sha256 must be 64 digits and letters a to f",
                 "sha256sum prints it");
  claim.snapshot = reader.text("snapshot");
  if (!claim.snapshot.empty() && !is_plain_file_name(claim.snapshot)) {
    reader.error(*reader.raw().find("snapshot"),
                 "snapshot is '" + claim.snapshot + "', but must be the name of a file in the folder",
                 "no folders in the name");
    claim.snapshot.clear();
  }
  claim.extracted_by_role = reader.text("extracted_by_role");
  claim.checked_by_role = reader.text("checked_by_role");
  claim.paraphrase = reader.text("paraphrase", Need::required);
  for (const std::string_view mark : {"\"", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E",
                                      "\xC2\xAB", "\xC2\xBB"})
    if (claim.paraphrase.find(mark) != std::string::npos) {
      reader.error(*reader.raw().find("paraphrase"),
                   "paraphrase holds quotation marks, but must be in your own words");
      break;
    }
  constexpr int longest = 400;  // characters: a claim is a sentence or two
  if (const int length = code_point_count(claim.paraphrase); length > longest)
    reader.error(*reader.raw().find("paraphrase"),
                 "paraphrase has " + std::to_string(length) + " characters, but must have at most " +
                     std::to_string(longest),
                 "write one claim for each thing that is said");
}

// Of an effect it decides which trials back the claim; nothing is assumed that was not recorded. A number of
// harms asserts none by itself, and other types are not judged by it.
void read_direction(TomlReader& reader, Claim& claim) {
  const bool effect =
      is_one_of(claim.type, {"response_proportion", "comparative", "durability", "efficacy_vague"});
  const bool missing = effect && reader.raw().find("asserted_direction") == nullptr;
  claim.asserted_direction = reader.one_of("asserted_direction", directions);
  if (missing)
    reader.error(reader.raw(),
                 "asserted_direction is missing, but a claim of type " + claim.type + " must have one",
                 "benefit fits most: that people got better; or harm, no_difference, or none");
}

void read_assertion(TomlReader& reader, Claim& claim) {
  claim.type = reader.one_of("type", types, Need::required);
  read_direction(reader, claim);
  claim.asserted_size = reader.one_of("asserted_size", sizes);
  claim.attribution = reader.one_of("attribution", attributions);
  claim.population = reader.text("population");
  claim.intervention = reader.text("intervention");
  claim.add_on = reader.one_of("add_on", add_ons);
  claim.comparator_stated = reader.one_of("comparator_stated", comparators);
  const bool needs_text = claim.comparator_stated == "named" || claim.comparator_stated == "vague";
  claim.comparator_text =
      reader.text("comparator_text", needs_text ? Need::required : Need::optional);
  claim.outcome_text = reader.text("outcome_text");
  claim.outcome_defined = reader.flag("outcome_defined");
  claim.assessor = reader.one_of("assessor", assessors);
  claim.time_point_weeks = read_weeks(reader, "time_point_weeks");
}

std::optional<long> read_count(TomlReader& reader, std::string_view key, long least) {
  const auto count = reader.whole(key);
  if (!count || *count >= least) return count;
  reader.error(*reader.raw().find(key), std::string(key) + " is " + std::to_string(*count) +
                                            ", but must be " +
                                            (least == 0 ? "0 or more" : "above 0"));
  return std::nullopt;
}

// `part` people of a group of `whole` people.
void check_part(TomlReader& reader, std::string_view part_key, std::optional<long>& part,
                std::string_view whole_key, std::optional<long> whole) {
  if (!part || !whole || *part <= *whole) return;
  const std::string part_name(part_key), whole_name(whole_key);
  reader.error(*reader.raw().find(part_key),
               part_name + " is " + std::to_string(*part) + ", but must be 0 to " +
                   std::to_string(*whole) + " (" + whole_name + ")",
               "are " + part_name + " and " + whole_name + " swapped?");
  part.reset();
}

void read_percent(TomlReader& reader, Claim& claim) {
  const Toml* value = reader.value("percent_text");
  if (value == nullptr) return;
  if (value->text() == nullptr) {
    const std::string typed = as_typed(*value).value_or("75");
    reader.wrong_kind("percent_text", *value, "a text",
                      "write \"" + typed + "\" in quotes, so that no printed zero is lost");
    return;
  }
  claim.percent_text = trimmed(*value->text());
  const bool digits = claim.percent_text.find_first_not_of("0123456789.") == std::string::npos;
  const auto number = parse_number(claim.percent_text);
  constexpr std::size_t most_decimals = 6;  // more than anybody prints
  const std::size_t point = std::min(claim.percent_text.find('.'), claim.percent_text.size());
  if (digits && number && *number <= 100) {
    if (claim.percent_text.size() <= point + 1 + most_decimals) return;
    reader.error(*value,
                 "percent_text is '" + claim.percent_text + "', but must have at most 6 decimals");
    claim.percent_text.clear();
    return;
  }
  reader.error(*value,
               "percent_text is '" + claim.percent_text + "', but must be a number from 0 to 100",
               number_hint(claim.percent_text, false));
  claim.percent_text.clear();
}

// Whoever claims that nothing happened gives no events.
void check_zero(TomlReader& reader, const Claim& claim) {
  if (claim.type != "safety_zero") return;
  const auto refuse = [&](std::string_view key, const std::string& is) {
    reader.error(*reader.raw().find(key),
                 std::string(key) + " is " + is + ", but must be 0 (type is safety_zero)",
                 "a claim of zero events cannot have events");
  };
  if (claim.events && *claim.events > 0) refuse("events", std::to_string(*claim.events));
  if (parse_number(claim.percent_text).value_or(0) > 0)
    refuse("percent_text", "'" + claim.percent_text + "'");
}

// Of two shares of people: a claim that is about none has no use for it.
void read_ratio(TomlReader& reader, Claim& claim) {
  const auto ratio = reader.number("ratio");
  if (!ratio) return;
  constexpr double most = 1e6;  // more is a slip of the pen
  const bool about_people = is_one_of(
      claim.type, {"response_proportion", "comparative", "efficacy_vague", "durability",
                   "safety_rate"});
  const Toml& where = *reader.raw().find("ratio");
  if (!(*ratio > 0) || *ratio > most)
    reader.error(where, "ratio is " + shortest(*ratio) + ", but must be above 0 and at most " +
                            shortest(most),
                 "2 says twice as many, 0.6 says 40% fewer");
  else if (!about_people && !claim.type.empty())
    reader.error(where, "a ratio is of two shares of people, but the type is " + claim.type,
                 "type comparative fits most claims with a ratio");
  else
    claim.ratio = ratio;
}

void read_numbers(TomlReader& reader, Claim& claim) {
  claim.events = read_count(reader, "events", 0);
  claim.n = read_count(reader, "n", 1);
  claim.n_followed = read_count(reader, "n_followed", 0);
  claim.n_started = read_count(reader, "n_started", 1);
  claim.completers = reader.flag("completers");
  check_part(reader, "events", claim.events, "n", claim.n);
  check_part(reader, "n_followed", claim.n_followed, "n", claim.n);
  check_part(reader, "n_followed", claim.n_followed, "n_started", claim.n_started);
  read_percent(reader, claim);
  read_ratio(reader, claim);
  check_zero(reader, claim);
  claim.approx = reader.flag("approx");
  claim.bound = reader.one_of("bound", bounds);
  claim.design_claimed = reader.one_of("design_claimed", designs);
  claim.source_named = reader.flag("source_named");
  claim.source_ref = reader.text("source_ref");
}

void read_checklist(TomlReader& reader, Claim& claim) {
  read_answers(reader, claim);
  claim.disease = reader.text("disease");
  claim.page_disease = reader.text("page_disease");
  claim.product_source = reader.text("product_source");
  claim.dose = reader.text("dose");
  claim.promised_weeks = read_weeks(reader, "promised_weeks");
  claim.study = reader.text("study");
  claim.n_explained = reader.text("n_explained");
  CitationAudit& audit = claim.citations;
  audit.listed = read_count(reader, "citations", 0);
  audit.distinct = read_count(reader, "citations_distinct", 0);
  audit.preclinical = read_count(reader, "citations_preclinical", 0);
  audit.other_disease = read_count(reader, "citations_other_disease", 0);
  audit.other_product = read_count(reader, "citations_other_product", 0);
  audit.uncontrolled = read_count(reader, "citations_uncontrolled", 0);
  check_part(reader, "citations_distinct", audit.distinct, "citations", audit.listed);
}

// What facts, harms and their background are compared with.
void read_sources(TomlReader& reader, Claim& claim) {
  claim.ae_scope = reader.one_of("ae_scope", scopes);
  claim.background_percent = reader.number("background_percent");
  if (claim.background_percent && !(*claim.background_percent >= 0 && *claim.background_percent < 100)) {
    reader.error(*reader.raw().find("background_percent"),
                 "background_percent is " + shortest(*claim.background_percent) +
                     ", but must be 0 or more and below 100");
    claim.background_percent.reset();
  }
  claim.background_source =
      reader.text("background_source", claim.background_percent ? Need::required : Need::optional);
  claim.stated_value = reader.number("stated_value");
  const auto estimate = reader.number("fact_estimate");
  const auto low = reader.number("fact_low", estimate ? Need::required : Need::optional);
  const auto high = reader.number("fact_high", estimate ? Need::required : Need::optional);
  const std::string source =
      reader.text("fact_source", estimate ? Need::required : Need::optional);
  if (!estimate || !low || !high) return;
  if (*low > *high) {
    reader.error(*reader.raw().find("fact_low"),
                 "fact_low is " + shortest(*low) + ", but must not be above " + shortest(*high) +
                     " (fact_high)",
                 "are fact_low and fact_high swapped?");
    return;
  }
  if (*low <= *estimate && *estimate <= *high)
    claim.fact = FactSource{*estimate, *low, *high, source};
  else
    reader.error(*reader.raw().find("fact_estimate"),
                 "fact_estimate is " + shortest(*estimate) + ", but must be " + shortest(*low) +
                     " (fact_low) to " + shortest(*high) + " (fact_high)");
}

}  // namespace

namespace {

// As check_unique does, without a look at each of thousands of claims.
void check_unique_claim(TomlReader& reader, const Review& review, const ClaimIds& ids, const std::string& id) {
  if (id.empty()) return;
  for (auto [each, end] = ids.equal_range(id); each != end; ++each)
    report_same_id(reader, id, review.claims[each->second].where);
}

Claim read_fields(TomlReader& reader, const Review& review, const ClaimIds& ids) {
  Claim claim;
  claim.where = reader.raw().where;
  claim.id = reader.text("id", Need::required);
  if (!claim.id.empty()) reader.set_subject("claim " + claim.id);
  check_unique_claim(reader, review, ids, claim.id);
  read_identity(reader, claim);
  read_assertion(reader, claim);
  read_numbers(reader, claim);
  read_sources(reader, claim);
  claim.against = reader.text("against");
  check_reference(reader, "against", review.analyses, claim.against);
  claim.scenarios = reader.texts("scenarios");
  for (const std::string& id : claim.scenarios)
    check_reference(reader, "scenarios", review.scenarios, id);
  claim.pending = reader.text("pending");
  read_checklist(reader, claim);
  claim.reply = reader.text("reply");
  claim.plain = reader.text("plain");
  claim.unknowns = reader.texts("unknowns");
  return claim;
}

}  // namespace

ClaimIds ids_of_claims(const Review& review) {
  ClaimIds ids;
  for (std::size_t i = 0; i < review.claims.size(); ++i) ids.emplace(review.claims[i].id, i);
  return ids;
}

void read_claim(const Toml& table, Review& review, ClaimIds& ids, Notices& notices) {
  TomlReader reader(table, "claim", notices);
  Claim claim = read_fields(reader, review, ids);
  check_sense(reader, claim, review);
  reader.finish();
  ids.emplace(claim.id, review.claims.size());
  review.claims.push_back(std::move(claim));
}

std::vector<std::string_view> claim_keys() {
  Toml nothing;
  nothing.value = TomlTable{};
  Notices ignored;
  TomlReader reader(nothing, "claim", ignored);
  read_fields(reader, Review{}, {});
  return reader.known();
}

void read_claims(TomlReader& root, Review& review) {
  ClaimIds ids = ids_of_claims(review);
  for (const Toml* table : root.tables("claim")) read_claim(*table, review, ids, root.notices());
}

}  // namespace steelyard
