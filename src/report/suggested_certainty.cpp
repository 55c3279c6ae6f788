// Suggested ratings beside the reviewers' own. They are never put in their place.
#include "report/suggested_certainty.h"

#include <algorithm>
#include <cmath>

#include "report/blocks.h"
#include "report/names.h"
#include "report/numbers.h"
#include "steelyard/base/one_of.h"

namespace steelyard {

namespace {

std::optional<int> rated(const std::optional<CertaintyFinding>& certainty, Domain domain) {
  if (!certainty) return std::nullopt;
  const Certainty& r = certainty->rating;
  const bool by_domain = r.risk_of_bias != 0 || r.inconsistency != 0 || r.indirectness != 0 ||
                         r.imprecision != 0 || r.publication_bias != 0;
  // A level alone says nothing about the domains.
  if (!by_domain && !r.level.empty()) return std::nullopt;
  switch (domain) {
    case Domain::risk_of_bias: return r.risk_of_bias;
    case Domain::inconsistency: return r.inconsistency;
    case Domain::indirectness: return r.indirectness;
    case Domain::imprecision: return r.imprecision;
    case Domain::publication_bias: return r.publication_bias;
    case Domain::rating_up: return 0;
  }
  return std::nullopt;
}

std::string levels_text(int levels) {
  if (levels == 0) return "0";
  return (levels < 0 ? "−" : "+") + whole(std::abs(levels));
}

std::string number_of(std::string_view name, double value) {
  if (name == "p") return decimal(value, 2);
  if (name == "ratio") return decimal(value, 1);
  return whole(value);
}

// `baseline`: where the number without the treatment comes from.
std::string reason(const Phrases& say, const GradeSuggestion& suggestion, const std::string& baseline) {
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto& [name, value] : suggestion.values)
    texts.emplace_back(std::string(name), number_of(name, value));
  const auto value = [&](std::string_view name) {
    for (const auto& [key, text] : texts)
      if (key == name) return text;
    return std::string();
  };
  return say.text("grade_reason." + std::string(suggestion.rule),
                  {{"percent", value("percent")},
                   {"limit", value("limit")},
                   {"i2", value("i2")},
                   {"threshold", value("threshold")},
                   {"elements", value("elements")},
                   {"people", value("people")},
                   {"baseline", value("baseline")},
                   {"from", baseline},
                   {"needed", value("needed")},
                   {"change", value("change")},
                   {"p", value("p")},
                   {"studies", value("studies")},
                   {"ratio", value("ratio")}});
}

// Domains in which the suggestion is another level than the reviewers', or stands alone.
std::string differing(const Phrases& say, const AnalysisFinding& finding) {
  std::string text;
  for (const GradeSuggestion& each : finding.suggested_grade->domains) {
    if (!each.levels) continue;
    const auto own = rated(finding.certainty, each.domain);
    if (own ? *own == *each.levels : *each.levels == 0) continue;
    text += " " + say.text(own ? "suggested.domain" : "suggested.domain_alone",
                           {{"domain", say.text("domain." + std::string(domain_name(each.domain)))},
                            {"levels", levels_text(*each.levels)},
                            {"rated", levels_text(own.value_or(0))},
                            {"reason", reason(say, each, say.text("annex.of_trials"))}});
  }
  return text;
}

// Domains of which nothing is recorded may lower the level further. One study cannot disagree.
bool all_judged(const GradeSuggestions& suggested) {
  return std::ranges::all_of(suggested.domains, [](const GradeSuggestion& each) {
    return each.levels.has_value() || each.rule == "inconsistency_one_study";
  });
}

}  // namespace

std::vector<DomainLine> domain_lines(const Phrases& say, const GradeSuggestions& suggested,
                                     const std::string& baseline) {
  std::vector<DomainLine> lines;
  for (const GradeSuggestion& each : suggested.domains) {
    if (each.domain == Domain::rating_up && each.levels.value_or(0) == 0) continue;
    lines.push_back({say.text("domain." + std::string(domain_name(each.domain))),
                     each.levels ? levels_text(*each.levels) : say.text("suggested.not_judged"),
                     reason(say, each, baseline),
                     is_one_of(each.rule, {"rob_missing_data", "rob_high_and_missing"})
                         ? "kahale2020"
                         : "guyatt2011-grade"});
  }
  return lines;
}

std::string suggested_level(const Phrases& say, const GradeSuggestions& suggested) {
  const std::string level = level_name(static_cast<CertaintyLevel>(suggested.level));
  return all_judged(suggested) || suggested.level == Grade::very_low ? level : say.text("suggested.at_most", {{"level", level}});
}

std::vector<Block> suggested_certainty(const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  List items;
  for (const AnalysisFinding& finding : context.findings.analyses) {
    if (!finding.suggested_grade || !finding.plan.measure->scale.no_effect) continue;
    if (is_check(context.findings.review.analyses[finding.request])) continue;
    const auto level = static_cast<CertaintyLevel>(finding.suggested_grade->level);
    const std::string domains = differing(say, finding);
    const bool sized = std::ranges::any_of(
        finding.suggested_grade->domains, [](const GradeSuggestion& each) {
          return each.domain == Domain::imprecision && each.levels.has_value();
        });
    // Without thresholds for its unit hardly anything is judged, and a level would only mislead.
    const bool agrees = finding.certainty && finding.certainty->level == level;
    if (domains.empty() && (agrees || !sized)) continue;
    Runs item = bold(title_of(context.findings, finding) + ": ");
    const std::string rating =
        finding.certainty ? level_name(finding.certainty->level) : say.text("sof.not_rated");
    append(item, plain(say.text(all_judged(*finding.suggested_grade) ? "suggested.level"
                                                                     : "suggested.level_at_most",
                                {{"level", level_name(level)}, {"rated", rating}}) +
                       domains));
    items.items.push_back(std::move(item));
  }
  if (items.items.empty()) return {};
  std::vector<Block> result{heading(3, say.text("suggested.heading")),
                            paragraph(plain(say.text("suggested.lead")), ParagraphRole::note)};
  result.push_back({std::move(items)});
  return result;
}

}  // namespace steelyard
