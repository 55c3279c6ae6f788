// The register of output formats.
#include "app/formats.h"

#include <array>

namespace steelyard {

namespace {

constexpr Format pdf{"pdf", "reviewer.pdf and plain.pdf, tagged (PDF/UA-1, PDF/A-3a)", ""};
constexpr Format json{"json", "results.json, every number (templates/results.schema.json)", ""};
constexpr Format claim_review_json{"claimreview", "claimreview.jsonld, signed verdicts alone (schema.org)",
                                   ""};
constexpr std::array<const Format*, 3> format_rows{&pdf, &json, &claim_review_json};

}  // namespace

std::span<const Format* const> formats() { return format_rows; }

}  // namespace steelyard
