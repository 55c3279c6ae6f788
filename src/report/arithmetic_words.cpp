// The sentence on whether the numbers of a claim are possible.
#include "report/nearest_counts.h"
#include "report/numbers.h"
#include "report/verdict_words.h"

namespace steelyard {

std::string arithmetic_sentence(const SectionContext& context, const Appraisal& appraisal) {
  const Claim& claim = context.findings.review.claims[appraisal.claim];
  const ArithmeticCheck& check = appraisal.arithmetic;
  const Phrases& say = context.layout.phrases;
  const std::string n = claim.n ? whole(static_cast<double>(*claim.n)) : "";
  const auto people = [](const std::optional<long>& number) {
    return number ? whole(static_cast<double>(*number)) : std::string();
  };
  switch (check.code) {
    case Arithmetic::ok:
    case Arithmetic::rounding_only:
    case Arithmetic::approximate: {
      std::string key = check.code == Arithmetic::ok              ? "claim.arithmetic_possible"
                        : check.code == Arithmetic::rounding_only ? "claim.arithmetic_rounding"
                                                                  : "claim.arithmetic_approximate";
      if (check.events_low == check.events_high) key += "_one";
      std::string text = say.text(
          key,
          {{"low", people(check.events_low)},
           {"high", people(check.events_high)},
           {"n", n},
           {"percent", claim.percent_text}});
      if (check.power && *check.power <= 0) text += " " + say.text("claim.arithmetic_powerless");
      return text;
    }
    case Arithmetic::inconsistent:
      if (claim.events && claim.n && !check.denominator_switch)
        return say.text("claim.arithmetic_not_share", {{"events", people(claim.events)},
                                                       {"n", n},
                                                       {"share", printed_share(claim)},
                                                       {"percent", claim.percent_text}});
      return check.denominator_switch
                 ? say.text("claim.arithmetic_switch", {{"n", n},
                                                        {"implied", people(check.implied_n)},
                                                        {"percent", claim.percent_text}})
                 : say.text("claim.arithmetic_impossible",
                            {{"n", n}, {"percent", claim.percent_text}, {"nearest", nearest_counts(claim)}});
    case Arithmetic::percent_only:
      if (!check.smallest_n || claim.approx)  // "1 in 500": the percentage is worked out
        return say.text("claim.arithmetic_no_group", {{"percent", claim.percent_text}});
      return say.text("claim.arithmetic_percent_only", {{"percent", claim.percent_text},
                                                        {"smallest", people(check.smallest_n)}});
    case Arithmetic::n_only:
      return say.text("claim.arithmetic_n_only", {{"n", n}});
    case Arithmetic::events_only:
      return say.text("claim.arithmetic_events_only");
    case Arithmetic::counts:
    case Arithmetic::nothing:
      return "";
  }
  return "";
}

}  // namespace steelyard
