// A claimed ratio, put in people.
#include "report/ratio_words.h"

#include <algorithm>

#include "report/numbers.h"
#include "steelyard/base/text.h"

namespace steelyard {

double people_of_ratio(const Claim& claim, const RelativeClaim& relative) {
  if (claim.n && *claim.n >= 1) return static_cast<double>(*claim.n);
  constexpr double rare = 0.05;
  double least = 1;
  for (const RelativeAtBaseline& each : relative.at)
    least = std::min({least, each.without, each.with});
  return least < rare - 1e-12 ? 1000 : 100;
}

std::string ratio_sentence(const SectionContext& context, const Appraisal& appraisal) {
  if (!appraisal.relative) return "";
  const RelativeClaim& relative = *appraisal.relative;
  const Review& review = context.findings.review;
  const Phrases& say = context.layout.phrases;
  const double all = people_of_ratio(review.claims[appraisal.claim], relative);
  std::string list;
  for (const RelativeAtBaseline& each : relative.at)
    list += (list.empty() ? "" : "; ") +
            say.text(each.beyond_all ? "ratio.at_most_all" : "ratio.at",
                     {{"without", whole(each.without * all)}, {"with", whole(each.with * all)}});
  const bool care = relative.from == BaselineFrom::standard_care;
  const std::string key = care                                    ? "ratio.standard_care"
                          : relative.from == BaselineFrom::trials ? "ratio.trials"
                                                                  : "ratio.examples";
  std::string text = say.text(key, {{"ratio", shortest(relative.ratio)},
                                    {"all", whole(all)},
                                    {"label", care ? review.scenarios[*relative.scenario].label : ""},
                                    {"list", list}});
  if (!relative.same_events) text += " " + say.text("ratio.other_events");
  if (relative.over) text += " " + say.text("ratio.over");
  return text;
}

std::string plain_ratio(const SectionContext& context, const Appraisal& appraisal) {
  if (!appraisal.relative || appraisal.relative->at.empty()) return "";
  const RelativeClaim& relative = *appraisal.relative;
  const double all =
      people_of_ratio(context.findings.review.claims[appraisal.claim], relative);
  const RelativeAtBaseline& middle = relative.at[relative.at.size() / 2];
  return context.layout.phrases.text(
      middle.beyond_all ? "plain.ratio_beyond_all" : "plain.ratio",
      {{"without", whole(middle.without * all)},
       {"with", whole(middle.with * all)},
       {"all", whole(all)}});
}

}  // namespace steelyard
