"""`nkquiz play`: a round of questions, with the evidence after each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.kept import open_store
from nkquiz.cli.options import BankOption, DataOption, TopicOption, TypeOption, check_topics, data_folder
from nkquiz.cli.world import any_seed, now
from nkquiz.errors import ExitCode, InputError

if TYPE_CHECKING:
    from pathlib import Path

    from nkquiz.cli.rounds import Wanted
    from nkquiz.quiz.material import Material


def play(
    count: Annotated[
        int | None, typer.Option("-n", "--count", min=1, max=1000, help="How many questions. [10]")
    ] = None,
    topic: TopicOption = None,
    type_: TypeOption = None,
    seed: Annotated[int | None, typer.Option("--seed", help="The same seed gives the same questions.")] = None,
    review: Annotated[bool, typer.Option("--review", help="Only what you last answered wrong.")] = False,
    exam: Annotated[bool, typer.Option("--exam", help="No feedback before the end.")] = False,
    confidence: Annotated[bool, typer.Option("--confidence", help="Say how sure you are; points for it.")] = False,
    limit: Annotated[float | None, typer.Option("--time", min=0, help="Seconds for each question.")] = None,
    factor: Annotated[float, typer.Option("--time-factor", min=0.1, help="So many times the --time.")] = 1.0,
    new: Annotated[bool, typer.Option("--new", help="A new round, though the last one is not over.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="For screen readers: words, and nothing else.")] = False,
    bank: BankOption = None,
    data: DataOption = None,
) -> None:
    """Play a round of questions on the source. Every answer is kept at once. A round that was left goes on."""
    from nkquiz.cli.keys import standard_input_is_closed
    from nkquiz.cli.opening import open_material
    from nkquiz.cli.rounds import Wanted
    from nkquiz.model import Settings

    if standard_input_is_closed():
        raise InputError(
            "standard input is closed, so there is nobody to answer", "run it in a terminal, or pipe answers in"
        )
    material = open_material(bank)
    check_topics(topic, material.bank)
    settings = Settings(
        seed=any_seed() if seed is None else seed,
        count=count or 10,
        topics=tuple(topic or ()),
        types=tuple(type_ or ()),
        exam=exam,
        review=review,
        confidence=confidence,
        limit=(limit or 0.0) * factor,
    )
    says_what = not (seed is None and count is None) or bool(topic or type_ or review or exam)
    wanted = Wanted(settings, seeded=seed is not None, counted=count is not None, new=new or says_what)
    _play(material, wanted, data_folder(data), plain)


def _play(material: Material, wanted: Wanted, folder: Path, plain: bool) -> None:
    """Go on with a round, or begin one, and play it."""
    from nkquiz.cli.asking import Left
    from nkquiz.cli.ending import end
    from nkquiz.cli.keys import reader
    from nkquiz.cli.player import Player
    from nkquiz.cli.rounds import opened
    from nkquiz.render import round as shown
    from nkquiz.render.look import Look
    from nkquiz.render.terminal import console, warn

    look = Look(console(plain=plain), plain)
    with (
        open_store(folder) as store,
        opened(store, folder, material, wanted, now()) as kept,
    ):
        look.show(shown.opening(look, material.bank))
        if kept is None:
            look.show("There is nothing to review: you answered nothing wrong the last time.")
            return
        if kept.elsewhere:
            look.show(shown.played_elsewhere(kept.elsewhere.astimezone()))
        if kept.begun:
            how, kept_how = ((s.confidence, s.limit) for s in (wanted.settings, kept.settings))
            look.show(*shown.going_on(kept.begun.astimezone(), kept.round, how not in ((False, 0.0), kept_how)))
        elif wanted.counted and (found := len(kept.round.questions)) < wanted.settings.count:
            look.show(shown.fewer(found, wanted.settings.count))
        try:
            with reader() as keys:
                player = Player(material, kept.round, kept.settings, keys, look, kept)
                left = player.play()
            if left is Left.OVER or (left is Left.QUIT and kept.settings.exam):
                kept.finish()
            end(look, material.bank, player.round, kept.settings, left, kept.due(player.round), now().astimezone())
        except KeyboardInterrupt:
            warn("left; what you answered is kept")
            raise typer.Exit(ExitCode.INTERRUPTED) from None
