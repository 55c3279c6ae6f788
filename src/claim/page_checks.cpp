// Numbers of several claims on one page. Source: the project's claim specification, section 2.5.
#include "steelyard/claim/page_checks.h"

#include "claim/claim_kinds.h"
#include "steelyard/base/text.h"
#include "steelyard/claim/arithmetic.h"
#include "steelyard/claim/checklist.h"

namespace steelyard {

namespace {

bool same_study(const Claim& one, const Claim& other) {
  const auto equal = [](const std::string& a, const std::string& b) {
    return !a.empty() && lower_case(a) == lower_case(b);
  };
  return one.claimant == other.claimant &&
         (equal(one.study, other.study) || equal(one.source_ref, other.source_ref));
}

// The group that a claim's result is about.
std::optional<long> group_of(const Claim& claim) {
  return claim.n_started ? claim.n_started : claim.n;
}

bool later(const Claim& one, const Claim& other) {
  return one.time_point_weeks && other.time_point_weeks &&
         *one.time_point_weeks > *other.time_point_weeks;
}

bool fits(const Claim& claim, std::optional<long> n) {
  const ArithmeticCheck check = check_arithmetic(claim.percent_text, n, claim.events, claim.approx);
  return check.code != Arithmetic::inconsistent && !check.denominator_switch;
}

}  // namespace

std::vector<PageRemark> page_checks(const std::vector<Claim>& claims, std::size_t index,
                                    const std::vector<std::size_t>& near) {
  const Claim& claim = claims[index];
  std::vector<PageRemark> remarks;
  // Nothing below can speak of a claim that names neither its study nor what it belongs to.
  if (claim.bundle.empty() && claim.study.empty() && claim.source_ref.empty()) return remarks;
  for (const std::size_t i : near) {
    const Claim& other = claims[i];
    if (i == index) continue;
    const bool explained = !claim.n_explained.empty() || !other.n_explained.empty();
    const auto remark = [&](std::string_view code, long value, long limit) {
      remarks.push_back({code, i, value, limit, explained});
    };
    if (!claim.bundle.empty() && claim.bundle == other.bundle && !same_page(claim, other))
      remark("BUNDLE_ACROSS_PAGES", 0, 0);
    if (!same_study(claim, other)) continue;
    const auto own = group_of(claim), theirs = group_of(other);
    if (!own && claim.n_followed && theirs && *claim.n_followed > *theirs)
      remark("FOLLOWED_ABOVE_N", *claim.n_followed, *theirs);
    if (later(claim, other) && claim.events && theirs && *claim.events > *theirs)
      remark("RESPONDERS_ABOVE_N", *claim.events, *theirs);
    if (own && theirs && *own != *theirs) {
      const bool harm = about_safety(claim), other_harm = about_safety(other);
      if (harm == other_harm)
        remark("N_DIFFERS", *own, *theirs);
      else if (harm && *own < *theirs)
        remark("SAFETY_GROUP_SMALLER", *own, *theirs);
    }
    // Percentages of the responders, say, printed as if of everybody.
    const bool misfit = !claim.percent_text.empty() && claim.events && claim.n && !fits(claim, claim.n);
    for (const auto& people : {other.n, other.events})
      if (misfit && people && *people >= 1 && *claim.events <= *people && fits(claim, people)) {
        remark("PERCENT_OF_OTHER_GROUP", *people, *claim.n);
        break;
      }
  }
  return remarks;
}

}  // namespace steelyard
