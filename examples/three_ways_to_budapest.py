# %% [markdown]
# Xi'an to Budapest: by the Black Sea, by Turkish rail, or by Russia?

# %%
import corridor as cr

network = cr.load_network()
ways = {
    "Black Sea": {"via": ["Poti"], "avoid": ["IR", "RU"], "modes": ["rail", "sea"]},
    "Turkish rail": {"via": ["Kars"], "avoid": ["IR", "RU"], "modes": ["rail", "sea"]},
    "Russia": {"via": ["Brest"], "avoid": ["IR"], "modes": ["rail"]},
}

# %%
for name, options in ways.items():
    for minimize in ("cost", "time"):
        answer = cr.route(network, "Xi'an", "Budapest", minimize=minimize, **options)
        print(
            f"{name:<14}least {minimize:<6}{answer.hours / 24:6.1f} days  USD {answer.cost_usd:7,.0f}"
            f"{answer.distance_km:9,.0f} km{answer.co2e_kg:8,.0f} kg CO2e  {answer.corridor}"
        )
