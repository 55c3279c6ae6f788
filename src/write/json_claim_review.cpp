// Signed verdicts as ClaimReview of schema.org. Source: the project's claim specification, section 6.2
#include "steelyard/write/claim_review.h"

#include "steelyard/base/date.h"
#include "write/json_values.h"

namespace steelyard {

namespace {

Json organization(const std::string& name) {
  return {{"@type", "Organization"}, {"name", name}};
}

bool is_web_address(const std::string& url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

Json reviewed_claim(const Claim& claim) {
  Json json{{"@type", "Claim"}};
  if (claim.date_published) json["datePublished"] = iso_date(*claim.date_published);
  json["author"] = organization(claim.claimant);
  if (is_web_address(claim.url))
    json["appearance"] = {{"@type", "CreativeWork"}, {"url", claim.url}};
  return json;
}

std::string page_of(const Publisher& publisher, const Review& review, const Claim& claim) {
  const std::string slash = publisher.url.ends_with('/') ? "" : "/";
  return publisher.url + slash + review.slug + "/" + claim.id;
}

}  // namespace

bool is_publishable(const Appraisal& appraisal) {
  return appraisal.is_signed && appraisal.verdict != "PENDING_EXTRACTION";
}

std::string write_claim_review(const Findings& findings, const Publisher& publisher,
                               const std::vector<RatedClaim>& rated) {
  Json list = Json::array();
  for (std::size_t i = 0; i < findings.claims.size(); ++i) {
    const Appraisal& appraisal = findings.claims[i];
    if (!is_publishable(appraisal)) continue;
    const Claim& claim = findings.review.claims[appraisal.claim];
    Json json{{"@context", "https://schema.org"}, {"@type", "ClaimReview"}};
    if (!publisher.url.empty()) json["url"] = page_of(publisher, findings.review, claim);
    if (findings.dated) json["datePublished"] = iso_date(findings.date);
    json["author"] = organization(publisher.name);
    json["claimReviewed"] = claim.paraphrase;
    json["itemReviewed"] = reviewed_claim(claim);
    json["reviewRating"] = {
        {"@type", "Rating"},
        {"alternateName", rated.at(i).label},
        {"ratingExplanation", rated.at(i).explanation}};
    list.push_back(std::move(json));
  }
  return list.dump(2) + "\n";
}

}  // namespace steelyard
