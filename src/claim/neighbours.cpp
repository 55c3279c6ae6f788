// Which claims of a review can bear on one another.
#include "steelyard/claim/neighbours.h"

#include <algorithm>
#include <iterator>

#include "claim/claim_kinds.h"
#include "steelyard/base/date.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

std::string day_of(const Claim& claim) {
  return claim.date_published ? iso_date(*claim.date_published) : "";
}

PageNumbers sum(const PageNumbers& a, const PageNumbers& b) {
  return {a.claims + b.claims, a.benefits + b.benefits, a.harms + b.harms};
}

// What one claim is among those of its page.
PageNumbers numbers_of_one(const Claim& claim) {
  const bool benefit = about_effect(claim) && claim.asserted_direction == "benefit";
  const bool none = claim.type == "safety_zero" && claim.n;
  return {1, benefit && has_share(claim), about_safety(claim) && (has_share(claim) || none)};
}

}  // namespace

ClaimNeighbours::ClaimNeighbours(const std::vector<Claim>& claims) {
  for (std::size_t i = 0; i < claims.size(); ++i) {
    by_claimant_[claims[i].claimant].push_back(i);
    if (!claims[i].bundle.empty()) by_bundle_[claims[i].bundle].push_back(i);
    const Claim& claim = claims[i];
    const PageNumbers numbers = numbers_of_one(claim);
    const auto add = [&](Pages& pages, const std::string& page) {
      PageNumbers& known = pages[{claim.claimant, page}];
      known = sum(known, numbers);
    };
    add(of_date_, day_of(claim));
    if (claim.url.empty())
      add(of_date_without_address_, day_of(claim));
    else
      add(of_address_, claim.url);
    if (!claim.disease.empty())
      diseases_[{claim.claimant, lower_case(claim.intervention)}].insert(lower_case(claim.disease));
  }
}

PageNumbers ClaimNeighbours::page_of(const Claim& claim) const {
  const auto listed = [&](const Pages& pages, const std::string& page) {
    const auto found = pages.find({claim.claimant, page});
    return found == pages.end() ? PageNumbers{} : found->second;
  };
  const std::string day = day_of(claim);
  if (claim.url.empty()) return listed(of_date_, day);
  return sum(listed(of_address_, claim.url), listed(of_date_without_address_, day));
}

const std::set<std::string>& ClaimNeighbours::diseases_of(const Claim& claim) const {
  static const std::set<std::string> nothing;
  const auto found = diseases_.find({claim.claimant, lower_case(claim.intervention)});
  return found == diseases_.end() ? nothing : found->second;
}

std::vector<std::size_t> ClaimNeighbours::of(const Claim& claim) const {
  static const std::vector<std::size_t> nobody;
  const auto listed = [](const auto& lists, const std::string& key) -> const std::vector<std::size_t>& {
    const auto found = lists.find(key);
    return found == lists.end() ? nobody : found->second;
  };
  const auto &claimant = listed(by_claimant_, claim.claimant), &bundle = listed(by_bundle_, claim.bundle);
  std::vector<std::size_t> all;
  std::ranges::set_union(claimant, bundle, std::back_inserter(all));
  return all;
}

}  // namespace steelyard
